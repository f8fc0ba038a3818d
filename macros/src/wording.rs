//! Every message of the attribute, in one place.
//!
//! Messages start in lower case and have no full stop; a remedy follows a semicolon. They speak in the words and digits
//! of the user, and each is shown by a case of `tests/ui`.

macro_rules! wordings {
    ($($name:ident($($part:ident),*): $text:literal;)+) => {
        $(pub(crate) fn $name($($part: impl std::fmt::Display),*) -> String {
            format!($text)
        })+

        /// The names of the messages and their texts, with the placeholders.
        #[cfg(test)]
        const ALL: &[(&str, &str)] = &[$((stringify!($name), $text)),+];
    };
}

wordings! {
    // What the attribute stands on.
    wrong_item(noun): "`#[purchasable]` cannot be used on {noun}; use a struct or an enum";
    generics(): "`#[purchasable]` does not support generic types, because one item has one price; declare one type per item";
    empty_catalog(ident): "catalog `{ident}` has nothing to sell; add a variant with `#[purchasable(beans = ...)]`";
    variant_fields(variant): "variant `{variant}` cannot have fields, because a catalog lists items without data; declare `{variant}` as a struct of its own";
    repeated_attribute(): "duplicate `#[purchasable]`; write all keys into one attribute";

    // How the attribute is written.
    not_a_list(): "expected the keys in parentheses; write `#[purchasable(beans = 500)]`";
    expected_key(found): "expected a key, found `{found}`; for example `beans = 500`";
    expected_equals(key, found, example): "expected `=` after `{key}`, found `{found}`; write `{example}`";
    expected_comma(what, found): "expected `,` after {what}, found `{found}`";
    expected_value(key, found): "expected a value for `{key}`, found `{found}`";
    missing_value(key, example): "`{key}` needs a value; write `{example}`";
    unknown_similar(key, similar): "unknown key `{key}`; a key with a similar name exists: `{similar}`";
    unknown_synonym(key, meant): "unknown key `{key}`; a key with this meaning exists: `{meant}`";
    unknown(key, valid): "unknown key `{key}`; the keys are {valid}";
    repeated_key(key, value): "duplicate key `{key}`; it is already set to `{value}` in this attribute";
    repeated_flag(key): "duplicate key `{key}`; it is already set in this attribute";
    flag_value(key, found): "`{key}` takes no value, found `{found}`; write only `{key}`, or leave it out";
    belongs_on_variants(key): "`{key}` cannot be set for a whole catalog, because each variant is an item of its own; move it to the variants";
    belongs_on_enum(key): "`{key}` cannot be set for one variant, because it holds for the whole catalog; move it to the enum";
    prefix_on_struct(): "`prefix` cannot be used on a struct, because it is put before every sku of a catalog; write the whole sku: `sku = \"...\"`";

    // Prices and quantities.
    missing_price(): "`#[purchasable]` needs a price; add `beans = ...`, for example `#[purchasable(beans = 500)]`";
    variant_without_price(variant): "variant `{variant}` needs a price; add `#[purchasable(beans = ...)]` to it";
    price_zero(found): "`beans` must be at least 1, found `{found}`; leave out `#[purchasable]` if the item is free";
    price_too_large(found): "`beans` is too large, found `{found}`; the largest price is 2_147_483_647";
    price_fraction(found): "`beans` must be a whole number, found `{found}`; beans have no fractions";
    quantity_zero(found): "`quantity` must be at least 1, found `{found}`; it is the number of units in the pack";
    quantity_too_large(found): "`quantity` is too large, found `{found}`; the largest quantity is 4_294_967_295";
    quantity_fraction(found): "`quantity` must be a whole number, found `{found}`";
    negative(key, found): "`{key}` cannot be negative, found `{found}`";
    integer_in_quotes(key, digits): "expected an integer for `{key}`, found a string; write it without quotes: `{key} = {digits}`";
    not_an_integer(key, found, example): "expected an integer for `{key}`, found {found}; for example `{example}`";
    integer_suffix(key, found, digits): "expected an integer of type `u32` for `{key}`, found `{found}`; write it without the suffix: `{key} = {digits}`";

    // Texts.
    text_without_quotes(key, found): "expected a string for `{key}`, found an integer; write it in quotes: `{key} = \"{found}\"`";
    not_a_text(key, found, example): "expected a string for `{key}`, found {found}; for example `{example}`";
    text_not_written_out(key, found): "expected a string for `{key}`, found `{found}`; write the text itself, because the attribute cannot see the values of constants and macros";
    empty_text(key, reason): "`{key}` cannot be empty; {reason}";
    too_long(what, found, largest): "{what} is too long, found {found} characters; the largest length is {largest}";
    sku_character(key, found): "`{key}` cannot contain {found}; use only `a-z 0-9 . _ -`";
    prefix_leaves_no_room(found): "`prefix` is too long, found {found} characters; with the sku the largest length is 64";
    no_default_sku(ident): "cannot make a sku from `{ident}`, because a sku has only `a-z 0-9 . _ -`; add `sku = \"...\"`";
    default_sku_too_long(ident, found): "the sku made from `{ident}` is too long, found {found} characters; the largest length is 64, so add `sku = \"...\"`";
    default_name_too_long(ident, found): "the name made from `{ident}` is too long, found {found} characters; the largest length is 100, so add `name = \"...\"`";
    image_not_https(found): "`image` must be an https address, found `{found}`; for example `image = \"https://example.com/sword.png\"`";
    same_sku(sku, variant): "sku `{sku}` is already used by variant `{variant}` in this catalog";

    // Tiers and paths.
    tier_without_quotes(found): "expected a tier for `tier`, found an integer; write its id in quotes: `tier = \"{found}\"`";
    not_a_tier(found): "expected a tier for `tier`, found {found}; write its id in quotes, or the path of a `const` of type `Tier`";
    path_in_quotes(found): "expected a path for `crate`, found a string; write it without quotes: `crate = {found}`";
    not_a_path(found): "expected a path for `crate`, found {found}; for example `crate = ::purchasable`";
    relative_path(found, absolute): "`crate` must start with `::` or `crate`, found `{found}`; write `crate = {absolute}`";

    // Our own mistakes.
    bug(reason): "`#[purchasable]` failed on this item; this is a bug in purchasable, please report it together with the item ({reason})";
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::ALL;

    #[test]
    fn every_message_is_shown_by_a_case() {
        let shown = snapshots(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/cases"));
        for (name, text) in ALL {
            // No case can make this crate panic; a test in `attribute` shows the message.
            let is_shown = *name == "bug" || shown.lines().any(|line| shows(line, text));
            assert!(is_shown, "no case shows the message `{name}`: {text}");
        }
    }

    #[test]
    fn every_message_is_one_line_that_starts_small_and_has_no_full_stop() {
        for (name, text) in ALL {
            assert!(!text.starts_with(char::is_uppercase) && !text.ends_with('.') && !text.contains('\n'), "{name}");
        }
    }

    /// Whether a line is the text with something in the place of each `{...}`.
    fn shows(line: &str, text: &str) -> bool {
        let mut rest = line.strip_prefix("error: ");
        for part in text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after)) {
            rest = rest.and_then(|rest| rest.find(part).map(|at| &rest[at + part.len()..]));
        }
        rest.is_some()
    }

    fn snapshots(folder: &Path) -> String {
        let mut text = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                text += &snapshots(&path);
            } else if path.extension().is_some_and(|extension| extension == "stderr") {
                text += &fs::read_to_string(path).unwrap();
            }
        }
        text
    }
}
