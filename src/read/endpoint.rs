//! Classic VMs out of the common tree: their endpoints, who may use these, and whether they run (azure-semantics §11).

use super::problem::{Problem, ProblemKind};
use super::rule::span;
use super::value::{Member, Node, Object, Value};
use crate::azure::{AclRule, Endpoint, EndpointAcl, PowerState, VirtualMachine};
use crate::net::{Prefix, Protocol};
use std::net::IpAddr;
use std::rc::Rc;

/// Whether this is an endpoint. What a role instance says of it is said better where the role is configured.
pub fn is_endpoint(object: &Object<'_>) -> bool {
    const ONLY_ENDPOINTS: [&str; 7] = [
        "localPort",
        "vip",
        "virtualIpAddress",
        "enableDirectServerReturn",
        "loadBalancedEndpointSetName",
        "lbSetName",
        "endpointAcl",
    ];
    let count = |keys: &[&str]| keys.iter().filter(|key| object.has(key)).count();
    let own = count(&ONLY_ENDPOINTS);
    let all = own + count(&["port", "protocol", "name"]);
    // A rule of Windows' own firewall has a local port, too.
    let is_of_firewall = object.has("direction") || object.has("action");
    own > 0 && (all > 2 || object.cut.is_some()) && !object.has("publicPort") && !is_of_firewall
}

/// Reads an endpoint of the VM called `vm`. What it does not say stays unknown and becomes a problem.
pub fn read_endpoint(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    vm: &str,
    problems: &mut Vec<Problem>,
) -> Endpoint {
    let name = object.said("name");
    let text = |key| object.said(key);
    let port = |key| text(key).parse::<u16>().ok();
    let mut report = Report {
        input,
        node,
        object,
        endpoint: Some(name),
        problems,
    };
    // Endpoints of cloud services may name what runs over TCP.
    let protocol = match text("protocol") {
        "http" | "https" => Some(Protocol::Tcp),
        other => Protocol::parse(other),
    };
    let address = object.first_text(&["vip", "virtualIpAddress"]);
    Endpoint {
        name: name.to_owned(),
        vm: vm.to_owned(),
        protocol: report.unless_said("protocol", protocol),
        public_port: report.unless_said("port", port("port")),
        local_port: report.unless_said("localPort", port("localPort")),
        address: address.and_then(|text| text.parse().ok()),
        acl: match object.member("endpointAcl").or(object.member("acl")) {
            Some(member) => acl(input, member, report.problems),
            // Service management leaves an empty list out; PowerShell never does.
            None if object.cut.is_none()
                && object.has("enableDirectServerReturn")
                && !object.has("lbSetName") =>
            {
                Some(Rc::default())
            }
            None => None,
        },
        origin: node.origin(input),
    }
}

/// A list of who may use an endpoint. PowerShell prints `{}` for an empty one, and of others no rule.
fn acl(input: u32, member: &Member<'_>, problems: &mut Vec<Problem>) -> Option<Rc<EndpointAcl>> {
    let mut acl = EndpointAcl::default();
    let mut node = &member.node;
    let mut is_cut = false;
    if let Value::Object(object) = &node.value {
        is_cut = object.cut.is_some();
        node = match object.member("rules") {
            Some(rules) => &rules.node,
            None => return None,
        };
    }
    match &node.value {
        Value::List(list) => {
            is_cut |= list.cut.is_some();
            for item in &list.items {
                match item.object().filter(|rule| rule.cut.is_none()) {
                    Some(rule) => acl.rules.push(read_acl_rule(input, item, rule, problems)),
                    None => is_cut = true,
                }
            }
        }
        Value::Null => {}
        Value::Text(_) | Value::Object(_) => is_cut = true,
    }
    if is_cut {
        acl.cut = Some(member.origin(input));
    }
    Some(Rc::new(acl))
}

/// Whether this is a rule of an endpoint's list.
pub fn is_acl_rule(object: &Object<'_>) -> bool {
    object.has("remoteSubnet") && (object.has("order") || object.has("action"))
}

/// Reads such a rule.
pub fn read_acl_rule(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> AclRule {
    let text = |key| object.said(key);
    let permits = object.says("action", "permit");
    let permits = (permits || object.says("action", "deny")).then_some(permits);
    let mut report = Report {
        input,
        node,
        object,
        endpoint: None,
        problems,
    };
    AclRule {
        order: report.unless_said("order", text("order").parse().ok()),
        permits: report.unless_said("action", permits),
        remote_subnet: report.unless_said("remoteSubnet", Prefix::parse(text("remoteSubnet"))),
        description: text("description").to_owned(),
        origin: node.origin(input),
    }
}

/// Says what an endpoint or one of its rules does not say.
struct Report<'a, 't> {
    input: u32,
    node: &'a Node<'t>,
    object: &'a Object<'t>,
    /// The endpoint's name; `None` for a rule.
    endpoint: Option<&'a str>,
    problems: &'a mut Vec<Problem>,
}

impl Report<'_, '_> {
    fn unless_said<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.missing(field);
        }
        value
    }

    #[inline(never)]
    fn missing(&mut self, field: &'static str) {
        // Where the text itself breaks off, that is said already.
        if self.object.cut.is_some() {
            return;
        }
        let member = self.object.member(field);
        let (start, end) = member.map_or((self.node.start, self.node.end), |member| {
            (member.start, member.node.end)
        });
        let at = Some(span(self.input, start, end));
        let mut problem = Problem::new(ProblemKind::AclRuleUnreadable, field, at);
        if let Some(name) = self.endpoint {
            problem = Problem::of(ProblemKind::EndpointIncomplete, [name, field, ""], at);
        }
        self.problems.push(problem);
    }
}

/// The classic VM that this object is, if it is one: only these have an instance status.
pub fn read_classic_machine(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
) -> Option<VirtualMachine> {
    let status = match object.text("instanceStatus") {
        Some(status) => status,
        // The table of `Get-AzureVM`. A deployment has a status as well, but no role's.
        None if object.has("serviceName") && object.has("name") => {
            let status = object.text("status")?;
            let is_role = |end: &&str| status.ends_with(*end);
            ["Role", "VM", "Deallocated"].into_iter().find(is_role)?;
            status
        }
        None => return None,
    };
    let name = object.first_text(&["roleName", "vmName", "name", "instanceName"]);
    let agent = object.inner("guestAgentStatus");
    let agent = agent.and_then(|agent| agent.text("status"));
    let mut private_addresses: Vec<IpAddr> = Vec::new();
    if let Some(Ok(address)) = object.text("ipAddress").map(str::parse) {
        private_addresses.push(address);
    }
    Some(VirtualMachine {
        name: name.unwrap_or("").to_owned(),
        resource_group: String::new(),
        id: None,
        power: power(status, object.text("powerState")),
        provisioning: None,
        has_agent: agent.map(|status| status.eq_ignore_ascii_case("Ready")),
        network_interfaces: Vec::new(),
        private_addresses,
        public_addresses: None,
        is_classic: true,
        origin: node.origin(input),
    })
}

/// `StoppedDeallocated` and `StoppedVM` are both called `Stopped` where the power state is said.
fn power(status: &str, power: Option<&str>) -> PowerState {
    let text = power.unwrap_or(status);
    match (status, text) {
        ("StoppedDeallocated", _) => PowerState::Deallocated,
        ("StoppedVM", _) | (_, "Stopped") => PowerState::Stopped,
        (_, "Started" | "ReadyRole") => PowerState::Running,
        _ => {
            // `StartingVM`, `StoppingRole`, `Provisioning`, `BusyRole`, …
            let verb = text.strip_suffix("VM").or(text.strip_suffix("Role"));
            let verb = verb.unwrap_or(text);
            if verb.ends_with("ing") || verb == "Busy" {
                PowerState::Changing
            } else {
                PowerState::Unknown(text.to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::Resource;
    use crate::read::{Input, read};

    fn resources(text: &str) -> Vec<Resource> {
        let text = text.to_owned();
        let (evidence, _) = read(&[Input { name: None, text }]);
        evidence.resources().cloned().collect()
    }

    fn endpoints(text: &str) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        for resource in resources(text) {
            if let Resource::Endpoint(endpoint) = resource {
                endpoints.push(endpoint);
            }
        }
        endpoints
    }

    #[test]
    fn the_probe_of_an_endpoint_has_a_port_of_its_own() {
        let text = "<Role><RoleName>web1</RoleName><InputEndpoint><Name>a</Name><LocalPort>3389</LocalPort>\
            <LoadBalancerProbe><Port>4333</Port><Protocol>http</Protocol></LoadBalancerProbe>\
            <Port>55919</Port><Protocol>udp</Protocol><Vip>203.0.113.80</Vip></InputEndpoint></Role>";
        let all = endpoints(text);
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].public_port, all[0].local_port),
            (Some(55919), Some(3389))
        );
        assert_eq!(all[0].protocol, Some(Protocol::Udp));
        assert_eq!(all[0].vm, "web1");
        assert_eq!(all[0].address, "203.0.113.80".parse().ok());
    }

    #[test]
    fn an_empty_list_a_missing_one_and_an_unprinted_one() {
        let one = |inside: &str| {
            let text =
                format!("<E><LocalPort>1</LocalPort><Port>1</Port><Name>n</Name>{inside}</E>");
            endpoints(&text).remove(0).acl
        };
        let shown =
            |acl: Option<Rc<EndpointAcl>>| acl.map(|acl| (acl.rules.len(), acl.cut.is_some()));
        let direct = "<EnableDirectServerReturn>false</EnableDirectServerReturn>";
        assert_eq!(shown(one("")), None);
        assert_eq!(shown(one(direct)), Some((0, false)));
        let rule = "<Rule><Order>1</Order><Action>deny</Action><RemoteSubnet>10.0.0.0/8</RemoteSubnet></Rule>";
        let acl = one(&format!("<EndpointAcl><Rules>{rule}</Rules></EndpointAcl>"));
        let first = acl
            .as_ref()
            .map(|acl| (acl.rules[0].order, acl.rules[0].permits));
        assert_eq!(first, Some((Some(1), Some(false))));
        assert_eq!(shown(acl), Some((1, false)));

        let printed = |acl: &str| {
            let text = format!("LBSetName : \nLocalPort : 1\nName : n\nPort : 1\nAcl : {acl}\n");
            shown(endpoints(&text).remove(0).acl)
        };
        assert_eq!(printed("{}"), Some((0, false)));
        assert_eq!(printed("{#0, #1...}"), Some((0, true)));
        assert_eq!(printed("Some.Type"), Some((0, true)));
    }

    #[test]
    fn a_list_that_breaks_off_says_so() {
        let text = "<E><LocalPort>1</LocalPort><Port>1</Port><Name>n</Name><EndpointAcl><Rules>\
            <Rule><Order>1</Order><Action>deny</Action><RemoteSubnet>10.0.0.0/8</RemoteSubnet></Rule><Rule><Order>2</O";
        let acl = endpoints(text).remove(0).acl.unwrap();
        assert_eq!(acl.rules.len(), 1);
        assert!(acl.cut.is_some());
    }

    #[test]
    fn a_deployment_is_no_vm() {
        let table = "ServiceName Name Status\n----------- ---- ------\n";
        assert_eq!(
            resources(&format!("{table}cloud       a    ReadyRole\n")).len(),
            1
        );
        assert_eq!(
            resources(&format!("{table}cloud       a    Running\n")).len(),
            0
        );
    }

    #[test]
    fn whether_a_classic_vm_runs() {
        for (status, power, wanted) in [
            (
                "StoppedDeallocated",
                Some("Stopped"),
                PowerState::Deallocated,
            ),
            ("StoppedVM", Some("Stopped"), PowerState::Stopped),
            ("StoppedVM", None, PowerState::Stopped),
            ("ReadyRole", Some("Started"), PowerState::Running),
            ("ReadyRole", None, PowerState::Running),
            ("BusyRole", None, PowerState::Changing),
            ("StartingVM", Some("Starting"), PowerState::Changing),
            ("Provisioning", Some("Started"), PowerState::Running),
            (
                "RoleStateUnknown",
                None,
                PowerState::Unknown("RoleStateUnknown".to_owned()),
            ),
        ] {
            assert_eq!(super::power(status, power), wanted, "{status} {power:?}");
        }
        let text = "<RoleInstance><RoleName>web1</RoleName><InstanceStatus>ReadyRole</InstanceStatus><IpAddress>10.0.0.4</IpAddress>\
            <GuestAgentStatus><Status>NotReady</Status></GuestAgentStatus></RoleInstance>";
        let is_machine = |resource| match resource {
            Resource::VirtualMachine(machine) => Some(machine),
            _ => None,
        };
        let machine = resources(text).into_iter().find_map(is_machine);
        let machine = machine.expect("a VM");
        assert_eq!(machine.has_agent, Some(false));
        assert_eq!(
            machine.private_addresses,
            ["10.0.0.4".parse::<std::net::IpAddr>().unwrap()]
        );
        assert!(machine.is_classic);
    }
}
