//! Service tags: names that stand for address prefixes (azure-semantics §3.5–3.7, §9).

/// A service tag in a rule's address field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceTag {
    /// The virtual network and all that is connected to it.
    VirtualNetwork,
    /// The public Internet, Azure's own public addresses included.
    Internet,
    /// Health probes from the platform's address, never clients.
    AzureLoadBalancer,
    /// A tag that only Microsoft's published list resolves, as it was written: `AzureCloud.japaneast`.
    Published(String),
}

impl ServiceTag {
    /// Reads a tag, with the spellings of the classic model. `None` when `text` does not look like a tag.
    pub fn parse(text: &str) -> Option<Self> {
        let is = |spelling: &str| spelling.eq_ignore_ascii_case(text);
        if is("VirtualNetwork") || is("VIRTUAL_NETWORK") {
            return Some(ServiceTag::VirtualNetwork);
        }
        if is("Internet") {
            return Some(ServiceTag::Internet);
        }
        if is("AzureLoadBalancer") || is("AZURE_LOADBALANCER") || is("AZURE_LOAD_BALANCER") {
            return Some(ServiceTag::AzureLoadBalancer);
        }
        let starts_as_a_name = text.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_a_name = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
        (starts_as_a_name && is_a_name).then(|| ServiceTag::Published(text.to_owned()))
    }

    /// The name as it is written in a rule.
    pub fn name(&self) -> &str {
        match self {
            ServiceTag::VirtualNetwork => "VirtualNetwork",
            ServiceTag::Internet => "Internet",
            ServiceTag::AzureLoadBalancer => "AzureLoadBalancer",
            ServiceTag::Published(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_tag_are_one_tag() {
        for spelling in ["VirtualNetwork", "virtualnetwork", "VIRTUAL_NETWORK"] {
            assert_eq!(
                ServiceTag::parse(spelling),
                Some(ServiceTag::VirtualNetwork),
                "{spelling}"
            );
        }
    }

    #[test]
    fn a_template_expression_is_no_tag() {
        assert_eq!(ServiceTag::parse("[parameters('source')]"), None);
        assert_eq!(ServiceTag::parse("10.0.0.0/33"), None);
    }
}
