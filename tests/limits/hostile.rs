//! Texts that make a careless reader go over the same place again and again, or look through all it knows at each line.

/// A name, and what makes a text of this length.
pub type Text = (&'static str, &'static dyn Fn(usize) -> String);

/// As many lines as fit.
macro_rules! lines {
    ($($name:literal: $line:expr;)*) => { [$(($name, &|length| lines(length, &$line))),*] };
}

fn lines(length: usize, line: &dyn Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text.push_str(&line(number));
    }
    text
}

/// Over many lines.
pub const ALL: [Text; 55] = lines! {
    "prose": |_| "Nobody can connect since yesterday, and nothing was changed.\n".to_owned();
    "Japanese prose": |_| "昨日から接続できません。設定は変えていません。\n".to_owned();
    "noise": |_| "VERBOSE: Performing the operation\n".to_owned();
    "empty lines": |_| "\n".to_owned();
    "blanks": |_| "    \n".to_owned();
    "elements that never close": |n| format!("<a{n}>\n");
    "tags without an end": |_| "<a\n".to_owned();
    "elements with text": |_| "<a>text\n".to_owned();
    "elements that nobody reads": |n| format!("<a><b>{n}</b></a>\n");
    "comments that never end": |_| "<!-- a\n".to_owned();
    "data that never ends": |_| "<a><![CDATA[ a\n".to_owned();
    "keys of one object": |n| format!("key{n} : value\n");
    "keys of one JSON object": |n| format!("{}\"key{n}\": 1,\n", if n == 0 { "{" } else { "" });
    "keys of YAML": |n| format!("key{n}: value\n");
    "items of YAML": |_| "- a\n".to_owned();
    "keys without values": |_| "a :\n".to_owned();
    "keys without values, one deeper": |n| format!("{}a :\n", " ".repeat(n % 50));
    "elements of lists": |n| format!("Statuses[{}] :\n  Code : {n}\n", n % 65_536);
    "groups of tables": |_| "a :\n  Type: b\n".to_owned();
    "open braces": |_| "{\n".to_owned();
    "open objects": |_| "{\"a\": 1\n".to_owned();
    "open strings": |_| "{\"a\n".to_owned();
    "open strings behind keys": |_| "a: \"b\n".to_owned();
    "open quotes of YAML": |_| "a: 'b\n".to_owned();
    "open quotes of CSV": |_| "\"a,\"\"b,\"\"c\n".to_owned();
    "brackets": |_| "[ [ ] x\n".to_owned();
    "bad members": |_| "{\"a\" 1}\n".to_owned();
    "lists with more behind them": |_| "[] + (\n".to_owned();
    "comments of JSON": |_| "[ // a\n".to_owned();
    "comments of Terraform that never end": |_| "/* a\n".to_owned();
    "comments that end nowhere with resources": |_| "/* resource \n".to_owned();
    "resources with comments that never end": |n| format!("resource \"azurerm_a\" \"a{n}\" {{\n/*\n");
    "comments around resources": |n| format!("/* a\n{}", if n % 1_000 == 999 { "*/\n" } else { "resource \n" });
    "rules of Terraform that never close": |_| "security_rule {\n".to_owned();
    "resources of Terraform that break off": |n| format!("resource \"azurerm_network_security_group\" \"a{n}\" {{}}\nresource\n");
    "values of a state": |n| format!("{}.{n}.a = b\n", if n == 0 { "id = /securityRules/n\na" } else { "a" });
    "ways of a state": |n| format!("{} = /securityRules/n\n", if n == 0 { "id" } else { "a.b.c.d.e.f" });
    "headings of the portal": |n| format!("Network security group n{n} (attached to subnet: s{n})\nImpacts 1 subnets, 0 network interfaces\n");
    "labels of IP flow verify": |n| format!("{}:\n\n", ["Access", "Rule", "Direction", "Local IP", "NSG"][n % 5]);
    "labels of other things": |_| "NSG: a\n".to_owned();
    "stop codes": |n| format!("Stop code: A{n}\n");
    "headings": |_| "Name,Priority,Access\n".to_owned();
    "dashes": |_| "---- ----\n".to_owned();
    "headings of routes without dashes": |_| "Source  State  Next Hop Type\n".to_owned();
    "routes without states": |n| format!("Name :\nSource : User\nAddressPrefix : {{10.0.{}.0/24}}\nNextHopType : None\n\n", n % 256);
    "tables without rows": |_| "Name Priority\n---- --------\n".to_owned();
    "lone rules of one name": |n| format!("Name : a\nPriority : {}\nAccess : Deny\nDirection : Inbound\nSourcePortRange : *\n\n", n % 4_000);
    "NSGs": |n| format!("{{\"name\": \"n{n}\", \"securityRules\": []}}\n");
    "NSGs of one name": |n| format!("{{\"name\": \"n\", \"securityRules\": [{{\"name\": \"a{n}\", \"priority\": 100}}]}}\n");
    "public addresses": |n| format!("{{\"name\": \"p{n}\", \"publicIPAllocationMethod\": \"Static\", \"ipAddress\": \"203.0.113.7\"}}\n");
    "rules with host bits": |n| format!("Name : a{n}\nPriority : 100\nAccess : Deny\nDirection : Inbound\nSourcePortRange : *\nSourceAddressPrefix : 10.0.0.1/8\n\n");
    "errors without a meaning": |_| "Get-AzVM : a\n".to_owned();
    "errors that go on": |n| format!("{}\n", if n % 9 == 0 { "Get-AzVM : a," } else { "a : b,\nName Priority" });
    "errors that end nowhere": |n| format!("{}bash: az: command not found,\n", if n == 0 { "Examples from AI\n" } else { "" });
    "errors": |n| format!("(Code{n}) The Resource was not found.\nCode: Code{n}\n");
};

/// Documents of many objects, each with what ties it to others of the paste: more of them than of anything else.
pub const OBJECTS: [Text; 14] = lines! {
    "lone rules of many NSGs": |n| format!("{{\"id\": \"{}/securityRules/a\", \"priority\": 100, \"access\": \"Deny\", \"direction\": \"Inbound\"}}\n", id("networkSecurityGroups", n));
    "lone rules of many NSGs, in turn": |n| format!("{{\"id\": \"{}/securityRules/r{}\", \"priority\": 100, \"access\": \"Deny\", \"direction\": \"Inbound\"}}\n", id("networkSecurityGroups", n % 1_500), n / 1_500);
    "lone rules of many NSGs of one name": |n| format!("{{\"id\": \"/subscriptions/s/resourceGroups/g{n}/providers/Microsoft.Network/networkSecurityGroups/n/securityRules/a\", \"priority\": 100, \"access\": \"Deny\", \"direction\": \"Inbound\"}}\n");
    "lone rules of many NSGs in a list view": |n| format!("Name : a\nId : {}/securityRules/a\nPriority : 100\nAccess : Deny\nDirection : Inbound\n\n", id("networkSecurityGroups", n));
    "NSGs and a lone rule of each": |n| format!("{{\"id\": \"{0}\", \"securityRules\": []}}\n{{\"id\": \"{0}/securityRules/a\", \"priority\": 100, \"access\": \"Deny\", \"direction\": \"Inbound\"}}\n", id("networkSecurityGroups", n));
    "network interfaces": |n| format!("{{\"id\": \"{}\", \"ipConfigurations\": [{{\"privateIpAddress\": \"10.0.0.4\"}}]}}\n", id("networkInterfaces", n));
    "network interfaces, each in two states": |n| format!("{{\"id\": \"{}\", \"ipConfigurations\": [{{\"privateIpAddress\": \"10.0.0.{n}\"}}]}}\n", id("networkInterfaces", n / 2));
    "public addresses with ids": |n| format!("{{\"id\": \"{}\", \"publicIPAllocationMethod\": \"Static\", \"ipAddress\": \"203.0.113.7\"}}\n", id("publicIPAddresses", n));
    "subnets of one name": |n| format!("{{\"id\": \"{}/subnets/default\", \"addressPrefix\": \"10.0.0.0/24\", \"routeTable\": null}}\n", id("virtualNetworks", n));
    "route tables": |n| format!("{{\"id\": \"{}\", \"routes\": [{{\"name\": \"a\", \"addressPrefix\": \"0.0.0.0/0\", \"nextHopType\": \"Internet\"}}]}}\n", id("routeTables", n));
    "lone routes": |n| format!("Name : r{n}\nState : Active\nSource : User\nAddressPrefix : {{10.{}.{}.0/24}}\nNextHopType : Internet\n\n", n / 256, n % 256);
    "effective routes below commands": |n| format!("$ az network nic show-effective-route-table -g g -n n{n}\n{{\"value\": [{{\"addressPrefix\": [\"0.0.0.0/0\"], \"nextHopType\": \"Internet\", \"source\": \"Default\", \"state\": \"Active\"}}]}}\n");
    "VMs": |n| format!("{{\"id\": \"{}\", \"name\": \"v{n}\", \"powerState\": \"VM running\", \"hardwareProfile\": {{}}, \"storageProfile\": {{}}}}\n", id("virtualMachines", n));
    "load balancers": |n| format!("{{\"id\": \"{}\", \"frontendIPConfigurations\": [], \"inboundNatRules\": [], \"loadBalancingRules\": []}}\n", id("loadBalancers", n));
};

fn id(kind: &str, number: usize) -> String {
    format!("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/{kind}/n{number}")
}

/// In one.
pub const ONE_LINE: [Text; 14] = lines! {
    "letters": |_| "a".to_owned();
    "Japanese letters": |_| "規".to_owned();
    "spaces": |_| " ".to_owned();
    "words": |_| "word ".to_owned();
    "tabs": |_| "a\t".to_owned();
    "commas": |_| "a,".to_owned();
    "quotes": |_| "\"".to_owned();
    "backslashes": |_| "\"\\".to_owned();
    "colons": |_| "a : ".to_owned();
    "dashes in one line": |_| "-- ".to_owned();
    "brackets in one line": |_| "[ x".to_owned();
    "angles": |_| "<".to_owned();
    "colours": |_| "\u{1b}[1m".to_owned();
    "JSON in one line": |n| format!("{{\"name\": \"n{n}\", \"priority\": 100, \"access\": \"Deny\", \"direction\": \"Inbound\"}}, ");
};
