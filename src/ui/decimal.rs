//! Measures as text. The code of the standard library that writes any floating-point number weighs 6 KB.

/// A number that is not negative, with one digit after the point; what is finer is cut off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "nothing on a page is that large"
)]
pub fn tenths(number: f64) -> String {
    let tenths = (number.max(0.0) * 10.0) as u32;
    [&*(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

/// The nearest whole number to one that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "nothing on a page is that large"
)]
pub fn whole(number: f64) -> String {
    ((number.max(0.0) + 0.5) as u32).to_string()
}
