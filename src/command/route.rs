//! Commands that change the routes of a route table (fix-catalogue ROUTE-FIX).

use super::template::CLIENT;
use super::{Command, Dialect, Filled, Values};
use crate::azure::{Destination, NextHop, Route};
use crate::net::{Prefix, text};

/// One change of a route.
#[derive(Debug, Clone, Copy)]
pub enum RouteChange<'a> {
    /// A new route.
    Add(&'a Route),
    /// A new route in a new table of the subnet.
    AddFirst(&'a Route),
    /// The route as it is to be.
    Edit(&'a Route),
    /// A route goes.
    Delete(&'a Route),
}

const ADD: Command = Command {
    az: "Get-AzRouteTable -Name <rt> -ResourceGroupName <rg> |\n  Add-AzRouteConfig -Name <route> -AddressPrefix <prefix> -NextHopType <next-hop>« -NextHopIpAddress <next-hop-ip>» |\n  Set-AzRouteTable",
    cli: "az network route-table route create -g <rg> --route-table-name <rt> -n <route> --address-prefix <prefix> --next-hop-type <next-hop>« --next-hop-ip-address <next-hop-ip>»",
    azurerm: "",
};

/// The subnet is changed in place, so that it keeps its NSG.
const ADD_FIRST: Command = Command {
    az: "New-AzRouteTable -Name <rt> -ResourceGroupName <rg> -Location <loc> |\n  Add-AzRouteConfig -Name <route> -AddressPrefix <prefix> -NextHopType <next-hop>« -NextHopIpAddress <next-hop-ip>» |\n  Set-AzRouteTable
$vnet = Get-AzVirtualNetwork -Name <vnet> -ResourceGroupName <rg>
$subnet = Get-AzVirtualNetworkSubnetConfig -VirtualNetwork $vnet -Name <subnet>
$subnet.RouteTable = Get-AzRouteTable -Name <rt> -ResourceGroupName <rg>
Set-AzVirtualNetwork -VirtualNetwork $vnet",
    cli: "az network route-table create -g <rg> -n <rt>« -l <loc>»
az network route-table route create -g <rg> --route-table-name <rt> -n <route> --address-prefix <prefix> --next-hop-type <next-hop>« --next-hop-ip-address <next-hop-ip>»
az network vnet subnet update -g <rg> --vnet-name <vnet> -n <subnet> --route-table <rt>",
    azurerm: "",
};

/// The cmdlet replaces the route; Azure CLI keeps the address of an appliance that it is not told to forget.
const EDIT: Command = Command {
    az: "Get-AzRouteTable -Name <rt> -ResourceGroupName <rg> |\n  Set-AzRouteConfig -Name <route> -AddressPrefix <prefix> -NextHopType <next-hop>« -NextHopIpAddress <next-hop-ip>» |\n  Set-AzRouteTable",
    cli: "az network route-table route update -g <rg> --route-table-name <rt> -n <route> --address-prefix <prefix> --next-hop-type <next-hop> --next-hop-ip-address <next-hop-ip>",
    azurerm: "",
};

const DELETE: Command = Command {
    az: "Get-AzRouteTable -Name <rt> -ResourceGroupName <rg> |\n  Remove-AzRouteConfig -Name <route> |\n  Set-AzRouteTable",
    cli: "az network route-table route delete -g <rg> --route-table-name <rt> -n <route>",
    azurerm: "",
};

/// The command that makes this change to the route table `<rt>` of `<rg>`; `None` where the dialect has none.
pub fn command(change: RouteChange, dialect: Dialect, values: &Values) -> Option<Filled> {
    let (command, route) = match change {
        RouteChange::Add(route) => (&ADD, route),
        RouteChange::AddFirst(route) => (&ADD_FIRST, route),
        RouteChange::Edit(route) => (&EDIT, route),
        RouteChange::Delete(route) => (&DELETE, route),
    };
    let mut values = values.clone();
    values.set("route", &route.name);
    values.set("prefix", &prefix(&route.destination, &values));
    values.set("next-hop", next_hop(route.next_hop));
    match (route.next_hop, route.next_hop_addresses.first()) {
        (NextHop::Appliance, Some(address)) => values.set("next-hop-ip", address),
        // It must have one, so it is asked for.
        (NextHop::Appliance, None) if values.has("next-hop-ip") => {}
        (NextHop::Appliance, None) => values.set_list("next-hop-ip", Vec::new()),
        _ => {
            values.forget("next-hop-ip");
            if dialect == Dialect::AzureCli && matches!(change, RouteChange::Edit(_)) {
                values.set("next-hop-ip", "null");
            }
        }
    }
    command.filled(dialect, &values)
}

/// A route wants a block where a rule may do with an address. Empty where the paste does not have it whole.
fn prefix(destination: &Destination, values: &Values) -> String {
    match destination {
        Destination::Prefix(prefix) => text::block(prefix.network()),
        Destination::Other(text) if text.starts_with(CLIENT) => {
            let client = values.get("client").first();
            match client.and_then(|client| Prefix::parse(client)) {
                Some(client) => text::block(client.network()),
                None => [CLIENT, "/32"].concat(),
            }
        }
        Destination::Other(_) if destination.is_cut_off() => String::new(),
        Destination::Other(text) => text.clone(),
    }
}

/// As a route's own field spells it; empty where no route of a user's can have it.
fn next_hop(next_hop: NextHop) -> &'static str {
    match next_hop {
        NextHop::VirtualNetwork => "VnetLocal",
        NextHop::Peering | NextHop::Endpoint | NextHop::Unknown => "",
        NextHop::Internet | NextHop::Gateway | NextHop::Appliance | NextHop::None => {
            next_hop.name()
        }
    }
}
