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
    /// Reads a tag, with the spellings of the classic model, of the portal (`Virtual network`) and of people (`VNet`). `None`
    /// when `text` does not look like a tag.
    pub fn parse(text: &str) -> Option<Self> {
        let is = |spelling: &str| {
            let letters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'_'));
            (letters.map(|byte| byte.to_ascii_lowercase())).eq(spelling.bytes())
        };
        if is("virtualnetwork") || is("vnet") {
            return Some(ServiceTag::VirtualNetwork);
        }
        if is("internet") {
            return Some(ServiceTag::Internet);
        }
        if is("azureloadbalancer") {
            return Some(ServiceTag::AzureLoadBalancer);
        }
        let starts_as_a_name = text.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_a_name = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
        (starts_as_a_name && is_a_name).then(|| ServiceTag::Published(text.to_owned()))
    }

    /// Whether Azure has a tag of this name, and nobody just wrote `Office` or `VM` (azure-semantics §9).
    pub fn is_known(&self) -> bool {
        let ServiceTag::Published(name) = self else {
            return true;
        };
        let tag = name.split('.').next().unwrap_or("");
        let begins = |with: &str| {
            (tag.get(..with.len())).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        // A subnet is none: `AzureBastionSubnet` (§8).
        FAMILIES.split(' ').any(begins) && !tag.ends_with("ubnet")
            || TAGS.split(' ').any(|own| own.eq_ignore_ascii_case(tag))
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

/// What names of tags begin with.
const FAMILIES: &str = "Azure Microsoft Office365 Dynamics365 CorpNet AppService ApiManagement CognitiveServices DataFactory LogicApps PowerPlatform Storage Sql Windows";
/// Others.
const TAGS: &str = "ActionGroup AppConfiguration ApplicationInsightsAvailability AutonomousDevelopmentPlatform BatchNodeManagement ChaosStudio EOPExternalPublishedIPs EventHub GatewayManager GenevaActions GuestAndHybridManagement HDInsight KustoAnalytics M365ManagementActivityApi M365ManagementActivityApiWebhook OneDsCollector PowerBI PowerQueryOnline Scuba SecurityCopilot SerialConsole ServiceBus ServiceFabric VideoIndexer";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_tag_are_one_tag() {
        for spelling in [
            "VirtualNetwork",
            "virtualnetwork",
            "VIRTUAL_NETWORK",
            "Virtual network",
            "VNet",
        ] {
            assert_eq!(
                ServiceTag::parse(spelling),
                Some(ServiceTag::VirtualNetwork),
                "{spelling}"
            );
        }
    }

    #[test]
    fn what_somebody_calls_a_place_is_no_published_tag() {
        let is_known = |text| ServiceTag::parse(text).is_some_and(|tag| tag.is_known());
        for tag in [
            "AzureCloud.japaneast",
            "sql.WestUS",
            "Storage",
            "SqlManagement",
            "WindowsVirtualDesktop",
        ] {
            assert!(is_known(tag), "{tag}");
        }
        for word in ["VM", "Office", "AzureBastionSubnet", "Home.IP", ""] {
            assert!(!is_known(word), "{word}");
        }
    }

    #[test]
    fn a_template_expression_is_no_tag() {
        assert_eq!(ServiceTag::parse("[parameters('source')]"), None);
        assert_eq!(ServiceTag::parse("10.0.0.0/33"), None);
    }
}
