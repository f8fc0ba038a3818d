//! Compiles every case and compares what the compiler says with what is on record beside it.

#[test]
fn every_mistake_is_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/*/*.rs");
}
