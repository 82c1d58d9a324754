//! Stable codes for every reason and every problem. `docs/CODES.md` is generated from this list.

macro_rules! codes {
    ($($variant:ident $text:literal $kind:ident $meaning:literal $document:literal)*) => {
        /// Why an answer is what it is, or what is wrong with the paste. Codes are added, never changed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as it is printed: `NSG-DENY-RULE`.
            pub fn text(self) -> &'static str {
                match self {
                    $(Code::$variant => $text,)*
                }
            }

            /// Whether it is a reason for an answer or a problem with the input.
            pub fn kind(self) -> CodeKind {
                match self {
                    $(Code::$variant => CodeKind::$kind,)*
                }
            }

            /// What it means, in one line of English.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$variant => $meaning,)*
                }
            }

            /// The title of the document it rests on.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn document(self) -> &'static str {
                match self {
                    $(Code::$variant => $document,)*
                }
            }
        }
    };
}

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Why a hop, or the whole, is open, blocked or depends.
    Reason,
    /// What is wrong or remarkable in the input.
    Problem,
    /// What is remarkable about a rule, whatever was asked.
    Finding,
}

codes! {
    NsgAllowRule "NSG-ALLOW-RULE" Reason
        "A rule that the user wrote allows the connection."
        "Azure network security groups overview"
    NsgAllowDefault "NSG-ALLOW-DEFAULT" Reason
        "A default rule allows the connection."
        "Azure network security groups overview"
    NsgDenyRule "NSG-DENY-RULE" Reason
        "A rule that the user wrote denies the connection."
        "Azure network security groups overview"
    NsgDenyDefault "NSG-DENY-DEFAULT" Reason
        "No rule allows the connection, so the default rule at the end denies it."
        "Azure network security groups overview"
    NsgDenyJit "NSG-DENY-JIT" Reason
        "A just-in-time access rule denies the connection: access has to be requested."
        "Understanding just-in-time (JIT) VM access"
    IpFamily "IP-FAMILY" Reason
        "The source is of another address family than the VM, so no path exists."
        "What is IPv6 for Azure Virtual Network?"
    SourceMatters "SOURCE-MATTERS" Reason
        "Some of the asked sources get in and others do not."
        "Azure network security groups overview"
    ServiceTagUnknown "SERVICE-TAG-UNKNOWN" Reason
        "A rule names a service tag whose addresses the paste does not hold."
        "Virtual network service tags"
    VirtualNetworkUnknown "VIRTUAL-NETWORK-UNKNOWN" Reason
        "Whether a private source is in the virtual network depends on prefixes that were not pasted."
        "Virtual network service tags"
    GroupUnknown "ASG-UNKNOWN" Reason
        "A rule names an application security group whose members were not pasted."
        "Application security groups"
    TargetAddressUnknown "TARGET-ADDRESS-UNKNOWN" Reason
        "A rule is for certain destinations, and the VM's private address is not known."
        "How network security groups filter network traffic"
    SourcePortUnknown "SOURCE-PORT-UNKNOWN" Reason
        "A rule is for certain source ports, and the client's port is not known."
        "Azure network security groups overview"
    Ipv6Unclear "IPV6-UNCLEAR" Reason
        "No document says whether a stored 0.0.0.0/0 matches IPv6."
        "What is IPv6 for Azure Virtual Network?"
    FieldUnknown "FIELD-UNKNOWN" Reason
        "A field of a rule is cut, missing or unreadable, and the answer hangs on it."
        "Azure network security groups overview"
    RuleNotEnforced "RULE-STATE-UNKNOWN" Reason
        "A rule failed to be provisioned, so what is enforced may differ from what is stored."
        "Diagnose a virtual machine network traffic filter problem"
    RulesMissing "RULES-MISSING" Reason
        "Rules of the NSG are missing from the paste, and one of them could decide."
        "Get-AzNetworkSecurityGroup"
    PriorityConflict "PRIORITY-CONFLICT" Reason
        "Two rules of one priority and direction disagree."
        "Azure network security groups overview"
    PlaceUnknown "PLACE-UNKNOWN" Reason
        "Two NSGs disagree and the paste does not say where each of them sits."
        "How network security groups filter network traffic"
    TargetUnknown "TARGET-UNKNOWN" Reason
        "The paste holds several network interfaces or NSGs and does not say which is meant."
        "Diagnose a virtual machine network traffic filter problem"
    VersionsDiffer "VERSIONS-DIFFER" Reason
        "The same NSG was pasted twice with different rules, and the two disagree."
        "Get-AzNetworkSecurityGroup"
    NoFilterSeen "NO-FILTER-SEEN" Reason
        "Nothing in the paste filters the connection, so nothing could be checked."
        "How network security groups filter network traffic"
    NsgNotAttached "NSG-NOT-ATTACHED" Reason
        "The only NSG in the paste is attached to nothing and decides nothing."
        "How network security groups filter network traffic"
    NoNsg "NO-NSG" Reason
        "Neither the subnet nor the network interface has an NSG, so nothing is filtered there."
        "How network security groups filter network traffic"
    StandardNeedsNsg "STANDARD-NEEDS-NSG" Reason
        "A Standard public address lets nothing in from the Internet while no NSG allows it."
        "Public IP addresses"
    SkuUnknown "SKU-UNKNOWN" Reason
        "Without any NSG it depends on the public address's SKU, which was not pasted."
        "Public IP addresses"
    AzureAnswer "AZURE-ANSWER" Reason
        "Azure's own tool answered for this connection, and nothing else in the paste leads to that answer."
        "IP flow verify overview"
    RouteReaches "ROUTE-REACHES-CLIENT" Reason
        "The VM's reply is routed to the client."
        "Virtual network traffic routing"
    RouteForcedTunnelling "ROUTE-FORCED-TUNNELLING" Reason
        "Replies to the Internet go to a gateway, so direct connections from the Internet are broken."
        "Virtual network traffic routing"
    RouteAppliance "ROUTE-APPLIANCE" Reason
        "Replies to the Internet go to an appliance, so only connections that came through it work."
        "Virtual network traffic routing"
    RouteInternet "ROUTE-INTERNET" Reason
        "The reply to a private address is sent to the Internet, where it is lost."
        "Virtual network traffic routing"
    RouteNone "ROUTE-NONE" Reason
        "A route with the next hop None drops the reply."
        "Virtual network traffic routing"
    RouteOverlap "ROUTE-OVERLAP" Reason
        "The client's address is in the virtual network and behind a gateway, and replies stay in the virtual network."
        "Virtual network traffic routing"
    RouteNotForwarded "ROUTE-NOT-FORWARDED" Reason
        "The reply goes to an appliance whose network interface does not forward."
        "Diagnose a virtual machine routing problem"
    ApplianceUnknown "APPLIANCE-UNKNOWN" Reason
        "The reply goes to an appliance without an address, which may be stopped."
        "Virtual network traffic routing"
    RouteMissing "ROUTE-MISSING" Reason
        "No route leads to the client."
        "Diagnose a virtual machine routing problem"
    RoutesMissing "ROUTES-INCOMPLETE" Reason
        "A route that the paste does not show, or a service tag's, may carry the reply."
        "Diagnose a virtual machine routing problem"
    RouteUnknown "ROUTE-UNKNOWN" Reason
        "No document says what this next hop does with the reply."
        "Diagnose a virtual machine routing problem"
    SecondaryInterface "SECONDARY-NIC" Reason
        "Inside the VM only the primary network interface has a default gateway, so replies from another need a route there."
        "Diagnose a virtual machine routing problem"
    VmRunning "VM-RUNNING" Reason
        "The VM runs."
        "States and billing status of Azure virtual machines"
    VmStopped "VM-STOPPED" Reason
        "The VM is shut down."
        "States and billing status of Azure virtual machines"
    VmDeallocated "VM-DEALLOCATED" Reason
        "The VM is deallocated: its hardware was released, and a dynamic public address with it."
        "States and billing status of Azure virtual machines"
    VmChanging "VM-CHANGING" Reason
        "The VM is being started or stopped."
        "States and billing status of Azure virtual machines"
    VmStateUnknown "VM-STATE-UNKNOWN" Reason
        "No document describes the power state that the paste shows."
        "States and billing status of Azure virtual machines"
    HostUnavailable "HOST-UNAVAILABLE" Reason
        "Azure reports that the VM is not available, and not because somebody stopped it."
        "Resource types and health checks in Azure resource health"
    WayIn "WAY-IN" Reason
        "Something leads from outside to the VM."
        "Public IP addresses"
    NoPublicIp "NO-PUBLIC-IP" Reason
        "The VM has no public address, and nothing in the paste leads from the Internet to it."
        "Troubleshoot Remote Desktop connections to an Azure virtual machine"
    NoPublicAddress "NO-PUBLIC-ADDRESS" Reason
        "The public IP resource has no address now."
        "Public IP addresses"
    PublicAddressUnknown "PUBLIC-ADDRESS-UNKNOWN" Reason
        "The paste does not show whether the public IP resource has an address now."
        "Public IP addresses"
    InternalFrontEnd "INTERNAL-FRONT-END" Reason
        "The load balancer's front end is an internal one, which only the virtual network can dial."
        "What is Azure Load Balancer"
    AdminRuleAlone "ADMIN-RULE-ALONE" Reason
        "Without any NSG a Standard public address is closed, and no document says whether an admin rule opens it."
        "Security admin rules in Azure Virtual Network Manager"
    PeeringClosed "PEERING-CLOSED" Reason
        "The peering with the client's network is not connected, or lets no traffic in."
        "Create, change, or delete an Azure virtual network peering"
    LeadsElsewhere "LEADS-ELSEWHERE" Reason
        "The load balancer or firewall has no rule that leads to the VM."
        "Manage inbound NAT rules for Azure Load Balancer"
    PortNotForwarded "PORT-NOT-FORWARDED" Reason
        "The load balancer, firewall or endpoint leads to another port or protocol of the VM."
        "Inbound NAT rules"
    WrongPort "WRONG-PORT" Reason
        "The dialled port is not the one that leads to the VM."
        "Inbound NAT rules"
    BackEndPortUnknown "BACK-END-PORT-UNKNOWN" Reason
        "The paste does not show to which port of the VM the dialled one leads."
        "Inbound NAT rules"
    FloatingIp "FLOATING-IP" Reason
        "With floating IP, no document says which destination the NSG sees."
        "Azure Load Balancer floating IP configuration"
    DnatDenies "DNAT-SOURCE-DENIED" Reason
        "The firewall's DNAT rule is not for this source."
        "Filter inbound Internet traffic with Azure Firewall DNAT"
    FirewallDenies "FIREWALL-DENY-RULE" Reason
        "A network rule of the firewall denies what its DNAT rule would let in."
        "Filter inbound Internet traffic with Azure Firewall DNAT"
    ReplyPastFirewall "REPLY-PAST-FIREWALL" Reason
        "The connection comes through a firewall, and the route of the reply does not lead back to it."
        "Filter inbound Internet traffic with Azure Firewall DNAT"
    DnatSource "DNAT-SOURCE-UNKNOWN" Reason
        "No document says whether the NSG sees the client's address or the firewall's, and the two fare differently."
        "Filter inbound Internet traffic with Azure Firewall DNAT"
    AclDenies "ENDPOINT-ACL-DENIED" Reason
        "The endpoint's access control list denies the source."
        "What is an endpoint access control list?"
    AclUnknown "ENDPOINT-ACL-UNKNOWN" Reason
        "The paste does not show the endpoint's access control list."
        "What is an endpoint access control list?"
    WayInUnknown "WAY-IN-UNKNOWN" Reason
        "What was pasted does not let the client in, and another way in may exist."
        "Public IP addresses"
    AdminAllow "ADMIN-ALLOW" Reason
        "No admin rule of Virtual Network Manager keeps the connection out; the NSGs decide."
        "Security admin rules in Azure Virtual Network Manager"
    AdminAlwaysAllow "ADMIN-ALWAYS-ALLOW" Reason
        "An admin rule of Virtual Network Manager delivers the connection without asking any NSG."
        "Security admin rules in Azure Virtual Network Manager"
    AdminDeny "ADMIN-DENY" Reason
        "An admin rule of Virtual Network Manager drops the connection before any NSG."
        "Security admin rules in Azure Virtual Network Manager"
    GuestNotStarted "GUEST-NOT-STARTED" Reason
        "Windows does not start."
        "Troubleshoot Azure VM boot errors"
    GuestBusy "GUEST-BUSY" Reason
        "Windows is starting, stopping or being updated."
        "Troubleshoot Azure VM boot errors"
    GuestServiceStopped "GUEST-SERVICE-STOPPED" Reason
        "The Remote Desktop service does not run."
        "Detailed troubleshooting steps for remote desktop connection issues"
    GuestPortMoved "GUEST-PORT-MOVED" Reason
        "Windows listens for RDP on another port."
        "Detailed troubleshooting steps for remote desktop connection issues"
    NotChecked "NOT-CHECKED" Reason
        "Nothing in the paste tells about this hop."
        "Troubleshoot Remote Desktop connections to an Azure virtual machine"
    NothingReadable "NOTHING-READABLE" Problem
        "The paste holds no network security group and no security rule."
        "Get-AzNetworkSecurityGroup"
    NotReadYet "NOT-READ" Problem
        "Something that looks like Azure output and that this version does not read."
        "Get-AzNetworkSecurityGroup"
    JsonCut "JSON-CUT" Problem
        "The paste ends in the middle of JSON."
        "Get-AzNetworkSecurityGroup"
    JsonBroken "JSON-BROKEN" Problem
        "Something stands in the JSON that cannot stand there."
        "Get-AzNetworkSecurityGroup"
    JsonTooDeep "JSON-TOO-DEEP" Problem
        "JSON is nested deeper than anything Azure prints."
        "Get-AzNetworkSecurityGroup"
    TooLong "TOO-LONG" Problem
        "More than 50 MB was pasted, and what goes beyond that was not read."
        "Get-AzNetworkSecurityGroup"
    ListTruncated "LIST-TRUNCATED" Problem
        "PowerShell cut a list with an ellipsis and the rest is lost."
        "about_Preference_Variables, $FormatEnumerationLimit"
    RulesNotShown "RULES-NOT-SHOWN" Problem
        "The NSG's rules are not in the paste, or only some of them."
        "Get-AzNetworkSecurityGroup"
    TooManyRules "TOO-MANY-RULES" Problem
        "More rules stand in one list than an NSG can hold, and only the first ones were used."
        "Azure subscription and service limits, quotas, and constraints"
    RoutesNotShown "ROUTES-NOT-SHOWN" Problem
        "A list of routes breaks off, or somebody left some of it out."
        "Diagnose a virtual machine routing problem"
    FieldMissing "FIELD-MISSING" Problem
        "A rule lacks a field that decides."
        "Azure network security groups overview"
    FieldUnreadable "FIELD-UNREADABLE" Problem
        "A field of a rule holds something that Azure does not write there."
        "Azure network security groups overview"
    PriorityOutOfRange "PRIORITY-OUT-OF-RANGE" Problem
        "A user's rule has a priority outside 100 to 4096."
        "Azure network security groups overview"
    DuplicatePriority "DUPLICATE-PRIORITY" Problem
        "Two rules of one direction have the same priority, which Azure does not accept."
        "Azure network security groups overview"
    HostBitsSet "HOST-BITS-SET" Problem
        "A prefix has bits set that its length masks; the network is used."
        "Azure network security groups overview"
    UnsavedRule "UNSAVED-RULE" Problem
        "A rule exists in a PowerShell object only and was never saved, so it is not in force."
        "Set-AzNetworkSecurityGroup"
    RuleUpdating "RULE-UPDATING" Problem
        "A rule or its NSG is being changed; it is judged as it was pasted."
        "Get-AzNetworkSecurityGroup"
    RuleFailed "RULE-FAILED" Problem
        "A rule or its NSG is in the state Failed; what is enforced may differ."
        "Get-AzNetworkSecurityGroup"
    XmlBroken "XML-BROKEN" Problem
        "XML ends too early or is not well formed; what is whole before that place is used."
        "Get Deployment"
    EndpointIncomplete "ENDPOINT-INCOMPLETE" Problem
        "A field of a classic endpoint is missing or makes no sense; it is unknown."
        "How to set up endpoints on a Windows virtual machine by using the classic deployment model"
    AclRuleUnreadable "ACL-RULE-UNREADABLE" Problem
        "A field of a rule of an endpoint's access control list is missing or makes no sense; it is unknown."
        "What is an endpoint access control list?"
    ClassicRetired "CLASSIC-RETIRED" Problem
        "Classic VMs are retired: this can only be the state of some time ago."
        "How to set up endpoints on a Windows virtual machine by using the classic deployment model"
    AzureError "AZURE-ERROR" Problem
        "Azure, its command line or the shell answered with an error instead of output."
        "Diagnose a virtual machine routing problem"
    TableSlipped "TABLE-SLIPPED" Problem
        "A line of a table does not stand under its headings; it and what follows was not read."
        "Diagnose a virtual machine routing problem"
    ColumnCut "COLUMN-CUT" Problem
        "The console cut a column of a table, and the rest of the field is lost."
        "Format-Table"
    TableOfNames "TABLE-OF-NAMES" Problem
        "A table without the fields that decide, such as a list of names, or values without their names."
        "Output formats for Azure CLI commands"
    NotAzure "NOT-AZURE" Problem
        "Lines that are no output about a VM or its network, and were not used."
        "Get-AzNetworkSecurityGroup"
    EmptyAnswer "EMPTY-ANSWER" Problem
        "Azure answered with an empty list: the VM does not run, or a name is wrong."
        "Diagnose a virtual machine routing problem"
    SeveralRouteLists "SEVERAL-ROUTE-LISTS" Problem
        "The paste holds routes of several network interfaces or subnets and does not say which are the VM's."
        "Diagnose a virtual machine routing problem"
    RouteTableUnattached "ROUTE-TABLE-NOT-ATTACHED" Problem
        "A route table in the paste is associated with no subnet, so its routes are not in force."
        "Diagnose a virtual machine routing problem"
    Planned "PLANNED" Problem
        "What was pasted is planned, not what is in force: it is judged as if it had been applied."
        "Diagnose a virtual machine network traffic filter problem"
    ChangedSince "CHANGED-SINCE" Problem
        "A command in the paste changes what the output above it shows."
        "Diagnose a virtual machine network traffic filter problem"
    OnlyCommands "COMMANDS-ONLY" Problem
        "The paste holds commands, and not what they printed."
        "Diagnose a virtual machine network traffic filter problem"
    PortAnswers "PORT-ANSWERS" Problem
        "Test-NetConnection in the paste got through to the port."
        "Troubleshoot Remote Desktop connections to an Azure virtual machine"
    OtherInterface "NIC-OF-ANOTHER-VM" Problem
        "The pasted network interface does not fit the asked address, or none of the pasted NSGs sits on it or its subnet."
        "Diagnose a virtual machine network traffic filter problem"
    BastionNsg "BASTION-NSG" Problem
        "The NSG of Bastion's subnet has to allow what Bastion needs."
        "Working with network security groups and Azure Bastion"
    OtherVm "OTHER-VM" Problem
        "The pasted VM, its health or a NAT rule belongs to another VM than the one that is asked about."
        "Inbound NAT rules"
    EndpointAndNsg "ENDPOINT-AND-NSG" Problem
        "Endpoint access control lists and NSGs on one VM are not supported together."
        "What is a network security group (classic)?"
    EndpointTaken "ENDPOINT-TAKEN" Problem
        "Two endpoints of one cloud service have the same public port, which only one of them can own."
        "How to set up endpoints on a classic virtual machine"
    TwoSubnets "TWO-SUBNETS" Problem
        "Two subnets claim one network interface, which can be in one of them only."
        "How network security groups filter network traffic"
    RouteDestination "ROUTE-DESTINATION" Problem
        "A route is for a service tag, or for something that is no prefix: which addresses these are, the paste does not say."
        "Virtual network traffic routing"
    StateUnknown "STATE-UNKNOWN" Problem
        "A power state or a health state is a word that no document describes."
        "States and billing status of Azure Virtual Machines"
    HealthOfOther "HEALTH-OF-OTHER" Problem
        "The pasted resource health is that of a resource which is no VM."
        "Azure Resource Health overview"
    GuestReportCut "GUEST-REPORT-CUT" Problem
        "A boot log breaks off or leaves lines out."
        "How to use boot diagnostics to troubleshoot virtual machines in Azure"
    NatRuleIncomplete "NAT-RULE-INCOMPLETE" Problem
        "A NAT rule does not say which port in front leads to which port of the VM."
        "Inbound NAT rules"
    PortsSwapped "PORTS-SWAPPED" Problem
        "A rule has the asked port as its source port: source and destination are probably swapped."
        "Azure network security groups overview"
    DuplicateDocument "DUPLICATE-DOCUMENT" Problem
        "The same object was pasted twice with different content."
        "Get-AzNetworkSecurityGroup"
    RuleAdded "RULE-ADDED" Problem
        "A rule that was pasted by itself, behind its NSG, counts as one of that NSG's rules."
        "az network nsg rule"
    JitBypassed "JIT-BYPASSED" Problem
        "An earlier rule allows what a just-in-time rule is meant to close."
        "Understanding just-in-time (JIT) VM access"
    SourcePrivate "SOURCE-PRIVATE" Problem
        "The asked source is private: Azure sees it only without the Internet in between."
        "Cannot connect remotely to a VM because RDP port is not enabled in NSG"
    TargetPublic "TARGET-PUBLIC" Problem
        "The asked target is a public address, and NSGs see the VM's private one."
        "Azure network security groups overview"
    TargetNotFound "TARGET-NOT-FOUND" Problem
        "Nothing in the paste goes by the name that was given as the target or for a place."
        "Diagnose a virtual machine network traffic filter problem"
    RuleOpenToInternet "RULE-OPEN-TO-INTERNET" Finding
        "A rule lets anybody on the Internet connect to port 3389."
        "Azure security best practices"
    RuleContradicted "RULE-CONTRADICTED" Finding
        "A rule is never reached, and a rule before it does the opposite."
        "Azure network security groups overview"
    RuleNeverReached "RULE-NEVER-REACHED" Finding
        "A rule is never reached: those before it take all that it is for."
        "Azure network security groups overview"
    RuleRedundant "RULE-REDUNDANT" Finding
        "A rule changes nothing: without it, those behind it would do the same."
        "Azure network security groups overview"
}
