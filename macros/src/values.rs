//! What kind of thing a value is.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Expr, Lit, LitInt, LitStr, Token, UnOp};

/// The value of a key: what was written, and what it was taken for.
pub(crate) struct Value {
    pub(crate) shape: Shape,
    /// Without the groups that `macro_rules!` and parentheses put around it.
    pub(crate) tokens: TokenStream,
}

pub(crate) enum Shape {
    Integer(LitInt),
    Negative,
    Fraction,
    Text(LitStr),
    Boolean,
    Character,
    Byte,
    Bytes,
    CText,
    Path,
    Expression,
}

impl Value {
    /// Reads up to the comma that ends the value; nothing where no expression starts.
    pub(crate) fn read(input: ParseStream) -> Option<Self> {
        let ahead = input.fork();
        if let Ok(expression) = ahead.parse::<Expr>() {
            input.advance_to(&ahead);
            return Some(Self::classify(expression));
        }
        starts_block_like(input).then(|| Self { shape: Shape::Expression, tokens: up_to_comma(input) })
    }

    /// As the user wrote it.
    pub(crate) fn text(&self) -> String {
        let text = self.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace("! (", "!(");
        text.strip_prefix("- ").map(|number| format!("-{number}")).unwrap_or(text)
    }

    fn classify(expression: Expr) -> Self {
        let tokens = expression.to_token_stream();
        let shape = match expression {
            Expr::Group(group) => return Self::classify(*group.expr),
            Expr::Paren(paren) => return Self::classify(*paren.expr),
            Expr::Lit(literal) => of_literal(literal.lit),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) && is_number(&unary.expr) => Shape::Negative,
            Expr::Path(path) if path.qself.is_none() => Shape::Path,
            _ => Shape::Expression,
        };
        Self { shape, tokens }
    }
}

impl Shape {
    /// For "found ..." in a message.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Integer(_) => "an integer",
            Self::Negative => "a negative number",
            Self::Fraction => "a fraction",
            Self::Text(_) => "a string",
            Self::Boolean => "a boolean",
            Self::Character => "a character",
            Self::Byte => "a byte",
            Self::Bytes => "a byte string",
            Self::CText => "a C string",
            Self::Path => "a path",
            Self::Expression => "an expression",
        }
    }
}

fn of_literal(literal: Lit) -> Shape {
    match literal {
        Lit::Int(integer) if integer.base10_digits().starts_with('-') => Shape::Negative,
        Lit::Int(integer) if matches!(integer.suffix(), "f32" | "f64") => Shape::Fraction,
        Lit::Int(integer) => Shape::Integer(integer),
        Lit::Float(_) => Shape::Fraction,
        Lit::Str(text) => Shape::Text(text),
        Lit::Bool(_) => Shape::Boolean,
        Lit::Char(_) => Shape::Character,
        Lit::Byte(_) => Shape::Byte,
        Lit::ByteStr(_) => Shape::Bytes,
        Lit::CStr(_) => Shape::CText,
        _ => Shape::Expression,
    }
}

fn is_number(expression: &Expr) -> bool {
    match expression {
        Expr::Group(group) => is_number(&group.expr),
        Expr::Lit(literal) => matches!(literal.lit, Lit::Int(_) | Lit::Float(_)),
        _ => false,
    }
}

/// Expressions that syn leaves out without its largest feature. The compiler reads them later.
fn starts_block_like(input: ParseStream) -> bool {
    input.peek(Token![if])
        || input.peek(Token![match])
        || input.peek(Token![unsafe])
        || input.peek(Token![const])
        || input.peek(syn::token::Brace)
        || input.peek(syn::token::Bracket)
}

pub(crate) fn up_to_comma(input: ParseStream) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        // A token tree can be read wherever there is one.
        let Ok(token) = input.parse::<proc_macro2::TokenTree>() else { break };
        tokens.extend([token]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group};
    use syn::parse::Parser;

    use super::*;

    fn read(tokens: TokenStream) -> Option<Value> {
        (|input: ParseStream| {
            let value = Value::read(input);
            input.parse::<TokenStream>()?;
            Ok(value)
        })
        .parse2(tokens)
        .unwrap()
    }

    #[track_caller]
    fn is(source: &str, noun: &str) {
        assert_eq!(read(source.parse().unwrap()).map(|value| value.shape.noun()), Some(noun), "{source}");
    }

    #[test]
    fn literals_are_told_apart() {
        is("5", "an integer");
        is("0xFF_u64", "an integer");
        is("-5", "a negative number");
        is("-4.99", "a negative number");
        is("4.99", "a fraction");
        is("1f32", "a fraction");
        is("\"5\"", "a string");
        is("r#\"5\"#", "a string");
        is("true", "a boolean");
        is("'5'", "a character");
        is("b'5'", "a byte");
        is("b\"5\"", "a byte string");
        is("c\"5\"", "a C string");
    }

    #[test]
    fn paths_and_expressions_are_told_apart() {
        is("PRICE", "a path");
        is("::a::PRICE", "a path");
        is("crate", "a path");
        is("-PRICE", "an expression");
        is("BASE * 2", "an expression");
        is("price::<A, B>(1, 2)", "an expression");
        is("concat!(\"a\", \"b\")", "an expression");
        is("if SALE { 1 } else { 2 }", "an expression");
        is("{ 1 }", "an expression");
    }

    #[test]
    fn groups_and_parentheses_are_taken_off() {
        let group = Group::new(Delimiter::None, "-5".parse().unwrap());
        let group = Group::new(Delimiter::None, proc_macro2::TokenTree::from(group).into());
        assert_eq!(read(proc_macro2::TokenTree::from(group).into()).unwrap().shape.noun(), "a negative number");
        is("(5)", "an integer");
    }

    #[test]
    fn nothing_is_read_where_no_expression_starts() {
        for source in ["", ", 5", "@", "= 5"] {
            assert!(read(source.parse().unwrap()).is_none(), "{source}");
        }
    }
}
