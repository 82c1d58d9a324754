//! Azure's resource ids, and the names inside them.

/// An id such as `/subscriptions/…/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic1`.
/// Compared without regard to case, as Azure does.
#[derive(Debug, Clone, Default)]
pub struct ResourceId(String);

impl ResourceId {
    /// Takes `text` as it stands. Spaces at the ends are left out.
    pub fn new(text: &str) -> Self {
        ResourceId(text.trim().to_owned())
    }

    /// What tells an NSG of the classic model, which has no id of its own, from another of that name.
    pub fn of_classic_nsg(name: &str) -> Self {
        ResourceId(["/providers/", CLASSIC, "/networkSecurityGroups/", name].concat())
    }

    /// Whether it is of something of the classic model's network.
    pub fn is_classic(&self) -> bool {
        self.0.split('/').any(|segment| is_kind(segment, CLASSIC))
    }

    /// The id as it was pasted.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of an NSG or a network interface that a command names, as far as it does.
    pub fn of_named(kind: &str, group: &str, name: &str) -> Self {
        let groups = if group.is_empty() { "" } else { GROUPS };
        ResourceId(
            [
                groups,
                group,
                PROVIDERS,
                "Microsoft.Network/",
                kind,
                "/",
                name,
            ]
            .concat(),
        )
    }

    /// Whether it does not say of which subscription it is.
    pub fn is_partial(&self) -> bool {
        self.segment("subscriptions").is_none()
    }

    /// What is left of it without subscription and resource group; all of it where it has none.
    pub fn from_provider(&self) -> &str {
        let start = self.0.find(PROVIDERS).unwrap_or(0);
        self.0.get(start..).unwrap_or("")
    }

    /// What is left of it without the subscription, where it is of a resource group.
    pub fn from_group(&self) -> Option<&str> {
        self.0.get(self.0.find(GROUPS)?..)
    }

    /// The last segment: the resource's own name. The whole text when it has no `/`.
    pub fn name(&self) -> &str {
        let mut name = "";
        for segment in self.0.split('/') {
            if !segment.is_empty() {
                name = segment;
            }
        }
        name
    }

    /// Whether it is the id of the resource that has this id itself, or has none and is called so: a template gives its
    /// resources names and no ids.
    pub fn is_of(&self, id: Option<&ResourceId>, name: &str) -> bool {
        match id {
            Some(id) => id == self,
            None => !name.is_empty() && name.eq_ignore_ascii_case(self.name()),
        }
    }

    /// The segment that follows `kind`, as in `segment("networkSecurityGroups")`.
    pub fn segment(&self, kind: &str) -> Option<&str> {
        let mut segments = self.0.split('/');
        segments.find(|segment| is_kind(segment, kind))?;
        segments.next().filter(|name| !name.is_empty())
    }

    /// Everything up to and with the name that follows `kind`: the parent's own id.
    pub fn up_to(&self, kind: &str) -> Option<ResourceId> {
        let mut parent = String::new();
        let mut segments = self.0.split('/');
        loop {
            let segment = segments.next()?;
            parent.push_str(segment);
            parent.push('/');
            if is_kind(segment, kind) {
                let name = segments.next().filter(|name| !name.is_empty())?;
                parent.push_str(name);
                return Some(ResourceId(parent));
            }
        }
    }
}

/// What stands between the subscription and the resource group.
const GROUPS: &str = "/resourceGroups/";

/// What stands between the resource group and the resource provider.
const PROVIDERS: &str = "/providers/";

/// How the id of a subnet begins whose network nobody names.
const SUBNETS: &str = "/subnets/";

/// The resource provider of classic networks.
const CLASSIC: &str = "Microsoft.ClassicNetwork";

/// Documents leave blanks in ids, and so may a console.
fn is_kind(segment: &str, kind: &str) -> bool {
    segment.trim().eq_ignore_ascii_case(kind)
}

impl PartialEq for ResourceId {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        let (mut short, mut long) = (self.0.as_str(), other.0.as_str());
        if short.len() > long.len() {
            (short, long) = (long, short);
        }
        // From the end, because that is where ids differ.
        let mut ends = short.bytes().rev().zip(long.bytes().rev());
        // A template does not say where it is deployed to, nor a command to which subscription, nor the portal which network
        // a subnet is of.
        let is_tail = || {
            let mut tails = [PROVIDERS, GROUPS, SUBNETS].iter();
            tails.any(|tail| short.starts_with(tail))
        };
        ends.all(|(a, b)| a.eq_ignore_ascii_case(&b)) && (short.len() == long.len() || is_tail())
    }
}

impl Eq for ResourceId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_without_a_subscription_is_that_of_any() {
        let in_template = ResourceId::new("/providers/Microsoft.Network/networkSecurityGroups/a");
        let real = |group: &str, name: &str| {
            ResourceId::new(&format!(
                "/subscriptions/s/resourceGroups/{group}/providers/microsoft.network/networkSecurityGroups/{name}"
            ))
        };
        assert_eq!(in_template, real("rg1", "A"));
        assert_ne!(in_template, real("rg1", "b"));
        assert_ne!(real("rg1", "a"), real("rg2", "a"));
        let named = |group, name| ResourceId::of_named("networkSecurityGroups", group, name);
        assert_eq!(named("RG1", "a"), real("rg1", "a"));
        assert_eq!(named("rg1", "a"), in_template);
        assert_eq!(named("", "a"), in_template);
        assert_ne!(named("rg2", "a"), real("rg1", "a"));
    }

    #[test]
    fn names_are_found_inside_an_id() {
        let id = ResourceId::new(
            "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.Network/networkSecurityGroups/nsg-web/securityRules/rdp",
        );
        assert_eq!(id.name(), "rdp");
        assert_eq!(id.segment("resourcegroups"), Some("rg1"));
        let nsg = id.up_to("networkSecurityGroups").expect("the NSG's id");
        assert!(nsg.as_str().ends_with("/networkSecurityGroups/nsg-web"));
        assert_eq!(id.segment("subnets"), None);
    }
}
