//! Task sizes as AWS converts them: `1 vCPU` is 1024 CPU units, `2GB` is 2048 MiB.

use serde_json::Value;

/// CPU units. None when the value is no CPU size.
pub(super) fn cpu_units(value: &Value) -> Option<u32> {
    units(value, "vcpu")
}

/// MiB. None when the value is no memory size.
pub(super) fn memory_mib(value: &Value) -> Option<u32> {
    units(value, "gb")
}

fn units(value: &Value, suffix: &str) -> Option<u32> {
    let text = match value {
        Value::Number(number) => return u32::try_from(number.as_u64()?).ok(),
        Value::String(text) => text.trim(),
        _ => return None,
    };
    if let Some(start) = text.len().checked_sub(suffix.len())
        && text.is_char_boundary(start)
        && text[start..].eq_ignore_ascii_case(suffix)
    {
        return times_1024(text[..start].trim_end());
    }
    digits(text)?.parse().ok()
}

/// `.5` is 512, exactly; what would need rounding is refused.
fn times_1024(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if (whole.is_empty() && fraction.is_empty()) || whole.len() > 9 || fraction.len() > 9 {
        return None;
    }
    let number = |text: &str| if text.is_empty() { Some(0) } else { digits(text)?.parse::<u64>().ok() };
    let scale = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let scaled = (number(whole)? * scale + number(fraction)?).checked_mul(1024)?;
    if scaled % scale == 0 { u32::try_from(scaled / scale).ok() } else { None }
}

/// `parse` alone would take a sign.
fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cpu_is_units_or_vcpus() {
        for (value, expected) in [
            (json!("1024"), Some(1024)),
            (json!(256), Some(256)),
            (json!("1 vCPU"), Some(1024)),
            (json!("1 vcpu"), Some(1024)),
            (json!(".5 vCPU"), Some(512)),
            (json!("0.25vCPU"), Some(256)),
            (json!("0.125 vCPU"), Some(128)),
            (json!("192 vCPU"), Some(196_608)),
            (json!(".3 vCPU"), None),
            (json!("2GB"), None),
            (json!("+1"), None),
            (json!("-1"), None),
            (json!(-1), None),
            (json!(0.5), None),
            (json!("vCPU"), None),
            (json!(". vCPU"), None),
            (json!(""), None),
            (json!("many"), None),
            (json!("999999999 vCPU"), None),
            (json!("4294967296"), None),
            (json!("ü"), None),
            (json!(true), None),
        ] {
            assert_eq!(cpu_units(&value), expected, "{value}");
        }
    }

    #[test]
    fn memory_is_mib_or_gb() {
        for (value, expected) in [
            (json!("2048"), Some(2048)),
            (json!("2GB"), Some(2048)),
            (json!("2 GB"), Some(2048)),
            (json!("0.5GB"), Some(512)),
            (json!("30 gb"), Some(30720)),
            (json!("512 MB"), None),
            (json!("1 GiB"), None),
            (json!("1 vCPU"), None),
        ] {
            assert_eq!(memory_mib(&value), expected, "{value}");
        }
    }
}
