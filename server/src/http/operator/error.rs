//! How an operator is told no.

use axum::http::StatusCode;

use crate::http::error::ApiError;
use crate::operator::OperatorError;

impl From<OperatorError> for ApiError {
    fn from(error: OperatorError) -> Self {
        let (status, code) = match &error {
            OperatorError::UnknownEvent(_) => (StatusCode::NOT_FOUND, "unknown_event"),
            OperatorError::UnknownOrder(_) => (StatusCode::NOT_FOUND, "unknown_order"),
            OperatorError::UnknownPlayer => (StatusCode::NOT_FOUND, "unknown_player"),
            OperatorError::UnknownJob { .. } => (StatusCode::NOT_FOUND, "unknown_job"),
            OperatorError::NotDead { .. } => (StatusCode::CONFLICT, "not_dead"),
            OperatorError::NotApplied { .. } => (StatusCode::CONFLICT, "not_applied"),
            OperatorError::Unsettled(_) => (StatusCode::CONFLICT, "unsettled"),
            OperatorError::Database(error) => return Self::database(error),
        };
        Self::new(status, code, error.to_string())
    }
}
