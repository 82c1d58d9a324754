//! Just-in-time access rules, known by their names alone (azure-semantics §6).

/// Whether Defender for Cloud wrote this rule. Whether it allows or denies is the rule's own `Access`.
pub fn is_just_in_time(rule_name: &str) -> bool {
    [
        "MicrosoftDefenderForCloud-JITRule",
        "SecurityCenter-JITRule",
    ]
    .iter()
    .any(|prefix| {
        rule_name
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    })
}

#[cfg(test)]
mod tests {
    use super::is_just_in_time;

    #[test]
    fn both_generations_of_names_are_known() {
        assert!(is_just_in_time(
            "MicrosoftDefenderForCloud-JITRule_-115_0123456789abcdef0123456789abcdef"
        ));
        assert!(is_just_in_time(
            "SecurityCenter-JITRule-12-0123456789abcdef0123456789abcdef"
        ));
        assert!(!is_just_in_time("default-allow-rdp"));
    }
}
