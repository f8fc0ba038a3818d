//! What a flow remembers, apart from when and from how often: flows with the same go on in the same way.

use super::{Flow, Moment, Question, State, StatusPoll, Ticket};

impl Flow {
    /// Whether a status under this ticket still counts.
    pub(crate) fn awaits_status(&self, ticket: Ticket) -> bool {
        self.expects_status(ticket)
    }

    /// The same flow with its times counted from `now` and its tickets forgotten. An answer is told from a late one by the
    /// order in which the questions were asked.
    pub(crate) fn relative(&self, now: Moment) -> Self {
        let left = |until: Moment| Moment::from(until.since(now));
        let open = |question: Question| Question { ticket: Ticket::default(), until: left(question.until) };
        let mut flow = self.clone();
        flow.now = left(now);
        flow.tickets = 0;
        flow.question = flow.question.map(open);
        flow.pay_ticket = flow.pay_ticket.map(|_| Ticket::default());
        flow.poll = match flow.poll {
            StatusPoll::Off => StatusPoll::Off,
            StatusPoll::At(at) => StatusPoll::At(left(at)),
            StatusPoll::Asked(question) => StatusPoll::Asked(open(question)),
        };
        flow.until = match flow.state {
            State::CreatingAgain | State::Confirming => left(flow.until),
            _ => flow.now,
        };
        flow.forget_order_age(now);
        if !matches!(flow.state, State::WritingKey | State::Creating | State::CreatingAgain) {
            flow.attempt = 0;
        }
        flow
    }

    /// It matters until the panel opens, and not beyond the age at which it does not open any more.
    fn forget_order_age(&mut self, now: Moment) {
        let too_old = self.ordered_at.after(self.plan.timing.order) < now;
        self.ordered_at = if self.pay_called || self.state == State::Done {
            self.now
        } else if too_old {
            Moment::NEVER
        } else {
            Moment::from(now.since(self.ordered_at))
        };
    }
}
