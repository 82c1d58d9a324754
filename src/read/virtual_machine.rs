//! VMs and their instance view out of the common tree: `Get-AzVM -Status`, `az vm get-instance-view`, `az vm show -d`, a
//! row of their tables, or the instance view alone (fix-catalogue §6.1).

use super::letters::one_of;
use super::problem::{Problem, ProblemKind, report};
use super::resource::{id, identity, is_of_type, is_true, nodes, objects, texts};
use super::value::{Node, Object};
use crate::azure::{PowerState, Provisioning, Resource, ResourceId, VirtualMachine};
use crate::origin::{Origin, Span};
use std::net::IpAddr;

/// The VM that this object is, or the instance view of one.
pub fn read_virtual_machine(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Resource> {
    /// Keys that a VM has, and what only points to one has not.
    const OWN: [&str; 6] = [
        "hardwareProfile",
        "networkProfile",
        "provisioningState",
        "instanceView",
        "powerState",
        "vmAgent",
    ];
    let view = object.inner("instanceView").unwrap_or(object);
    let power = power_node(object, view, node);
    let network = object.inner("network").unwrap_or(object);
    let is_machine = if is_of_type(object, "virtualMachines") {
        object.has_any(&OWN)
    } else {
        // AKS clusters and others have a power state, too, and say what they are.
        let is_listed = network.has(PRIVATE) && (object.has("network") || object.has(LISTED));
        let is_seen = power.is_some() || object.has("vmAgent") && object.has("statuses");
        !object.has("type") && (is_seen || is_listed)
    };
    if !is_machine {
        return None;
    }
    let identity = identity(input, node, object);
    let mut machine = VirtualMachine {
        name: (object.first_text(&[LISTED, "vmName"]))
            .unwrap_or(&identity.name)
            .to_owned(),
        resource_group: (object.first_text(&["resourceGroupName", "resourceGroup"]))
            .unwrap_or("")
            .to_owned(),
        is_classic: identity
            .id
            .as_ref()
            .is_some_and(|id| id.segment("Microsoft.ClassicCompute").is_some()),
        id: identity.id,
        power: PowerState::Unsaid,
        provisioning: provisioning(object, view),
        has_agent: view
            .inner("vmAgent")
            .and_then(|agent| status(nodes(agent, "statuses"), "ProvisioningState"))
            .map(|status| word(status).eq_ignore_ascii_case("succeeded")),
        network_interfaces: Vec::new(),
        private_addresses: addresses(network, ["privateIps", PRIVATE, "privateIpAddress"])
            .unwrap_or_default(),
        public_addresses: addresses(
            network,
            ["publicIps", "publicIpAddresses", "publicIpAddress"],
        ),
        origin: identity.origin,
    };
    if let Some(node) = power {
        machine.power = power_state(word(node));
        if let PowerState::Unknown(text) = &machine.power {
            let at = node.span(input);
            report(ProblemKind::StateUnknown, text, at, problems);
        }
    }
    let profile = object.inner("networkProfile").unwrap_or(object);
    for interface in objects(profile, "networkInterfaces") {
        if let Some(id) = id(interface) {
            let at = match is_true(interface, "primary") {
                true => 0,
                false => machine.network_interfaces.len(),
            };
            machine.network_interfaces.insert(at, id);
        }
    }
    // AzureRM's list view has nothing but the ids.
    for id in texts(object, "networkInterfaceIds") {
        machine.network_interfaces.push(ResourceId::new(id));
    }
    Some(Resource::VirtualMachine(machine))
}

/// The VM of a line of values parted by tabs, which `--output tsv` prints without their names: its power state is one of
/// them, and only behind a name and a resource group is it certain which the name is. A query may print it alone. On the
/// portal's page of a VM it stands behind its label, or below it; in its list of VMs nobody knows whose it is.
pub fn of_values(before: &str, line: &str, at: Span) -> Option<Resource> {
    let line = line.trim().trim_matches(one_of("\""));
    let mut power = None;
    let (label, shown) = line.rsplit_once(':').unwrap_or((before, line));
    if let "Stopped (deallocated)" | "停止済み (割り当て解除)" = shown.trim_start() {
        let label = label.trim_end().trim_end_matches(':').trim_end();
        let label = label.rsplit('\n').next().unwrap_or("").trim_start();
        power = matches!(label, "Status" | "状態").then_some((0, PowerState::Deallocated));
    }
    for (place, cell) in line.split('\t').enumerate() {
        if let Some(word) = cell
            .strip_prefix("VM ")
            .or(cell.strip_prefix("PowerState/"))
            && (place > 0 || cell == line)
        {
            power = Some((place, power_state(word)));
        }
    }
    let (place, power) = power?;
    if matches!(power, PowerState::Unknown(_)) {
        return None;
    }
    const BEHIND_NAME_AND_GROUP: usize = 2;
    let name = match place {
        BEHIND_NAME_AND_GROUP => line.split('\t').next().unwrap_or(""),
        _ => "",
    };
    Some(Resource::VirtualMachine(VirtualMachine {
        name: name.to_owned(),
        resource_group: String::new(),
        id: None,
        power,
        provisioning: None,
        has_agent: None,
        network_interfaces: Vec::new(),
        private_addresses: Vec::new(),
        public_addresses: None,
        is_classic: false,
        origin: Origin::Pasted(at),
    }))
}

/// Where the power state stands: in its own field, in that of the instance view, or among the statuses.
fn power_node<'a, 't>(
    object: &'a Object<'t>,
    view: &'a Object<'t>,
    node: &'a Node<'t>,
) -> Option<&'a Node<'t>> {
    // A query calls it as somebody liked.
    let is_power = |node: &Node<'_>| node.text().is_some_and(|text| text.starts_with("VM "));
    let is_state = |node: &&Node<'_>| {
        is_power(node) && !matches!(power_state(word(node)), PowerState::Unknown(_))
    };
    for key in ["state", "status", "power"] {
        if let Some(member) = object.member(key).filter(|it| is_power(&it.node)) {
            return Some(&member.node);
        }
    }
    for holder in [object, view] {
        if let Some(member) = holder.member("powerState") {
            let code = member.node.object().and_then(|state| state.member("code"));
            let node = &code.unwrap_or(member).node;
            if node.text().is_some_and(|text| !text.trim().is_empty()) {
                return Some(node);
            }
        }
    }
    status(nodes(view, "statuses"), "PowerState")
        .or_else(|| status(std::slice::from_ref(node), "PowerState"))
        .or_else(|| {
            // `{"s": ["Provisioning succeeded", "VM deallocated"]}`
            let mut members = object.members.iter();
            members.find_map(|member| match member.node.list() {
                Some(list) => list.items.iter().find(is_state),
                None => Some(&member.node).filter(is_state),
            })
        })
}

/// The code `PowerState/…` among statuses, for the kind `PowerState`.
fn status<'a, 't>(statuses: &'a [Node<'t>], kind: &str) -> Option<&'a Node<'t>> {
    for status in statuses {
        if let Some(code) = status.object().and_then(|status| status.member("code"))
            && let Some((found, _)) = code.node.text().unwrap_or("").split_once('/')
            && found.eq_ignore_ascii_case(kind)
        {
            return Some(&code.node);
        }
    }
    None
}

/// The word that counts in `PowerState/running`, `VM running`, `ProvisioningState/failed/OSProvisioningTimedOut`.
fn word<'a>(node: &'a Node<'_>) -> &'a str {
    let text = node.text().unwrap_or("");
    let behind = text.split_once('/').or(text.split_once(' '));
    let word = behind.map_or(text, |(_, word)| word);
    word.split_once('/').map_or(word, |(word, _)| word)
}

fn power_state(word: &str) -> PowerState {
    let is = |known: &str| known.eq_ignore_ascii_case(word);
    // A classic VM is "Started".
    if is("running") || is("started") {
        PowerState::Running
    } else if is("stopped") {
        PowerState::Stopped
    } else if is("deallocated") {
        PowerState::Deallocated
    } else if is("starting") || is("stopping") || is("deallocating") {
        PowerState::Changing
    } else {
        PowerState::Unknown(word.to_owned())
    }
}

fn provisioning(object: &Object<'_>, view: &Object<'_>) -> Option<Provisioning> {
    let member = object.member("provisioningState");
    let said = status(nodes(view, "statuses"), "ProvisioningState");
    let word = word(said.or(member.map(|member| &member.node))?);
    let is = |known: &str| known.eq_ignore_ascii_case(word);
    if is("succeeded") {
        Some(Provisioning::Succeeded)
    } else if is("failed") {
        Some(Provisioning::Failed)
    } else if is("creating") || is("updating") || is("deleting") || is("migrating") {
        Some(Provisioning::Changing)
    } else {
        None
    }
}

/// How the table of `az vm list-ip-addresses` calls the VM.
const LISTED: &str = "virtualMachine";
/// What every VM that it lists has.
const PRIVATE: &str = "privateIpAddresses";

/// `20.1.2.3,20.1.2.4`, or a list of them or of what has them. `None` where nothing is listed, or somebody made it
/// unreadable: `40.68.192.xx`.
fn addresses(object: &Object<'_>, keys: [&str; 3]) -> Option<Vec<IpAddr>> {
    let key = keys.into_iter().find(|key| object.has(key))?;
    let mut addresses = Vec::new();
    for node in nodes(object, key) {
        let listed = node.object().map(|it| it.said("ipAddress"));
        for address in listed.or(node.text()).unwrap_or("").split(',') {
            if !address.trim().is_empty() {
                addresses.push(address.trim().parse().ok()?);
            }
        }
    }
    Some(addresses)
}
