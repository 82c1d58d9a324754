//! RDP's messages, in English. Each row: the message; its cause; what to do.

use crate::say::symptom::SymptomText;

/// The words.
pub const SYMPTOM: SymptomText = SymptomText {
    license: [
        "The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license.",
        "The role’s 120 days of grace are over.",
        "Once: mstsc <file>.rdp /admin. Install licences, or remove the role: only more than two sessions need it (not “two or more”, as in Japanese).",
    ],
    name: [
        "Remote Desktop can’t find the computer \"name\".",
        "Your computer cannot resolve the name in the RDP file.",
        "Download the RDP file again; flush DNS if the address changed; check the proxy.",
    ],
    lsa: [
        "An authentication error has occurred. The Local Security Authority cannot be contacted.",
        "The VM does not find the computer or domain of the user name, or the domain controller is down.",
        "Correct that name, mend the domain controller, or use a local administrator.",
    ],
    cred: [
        "Your credentials did not work.",
        "Account or password cannot be verified.",
        "Write computer\\user or DOMAIN\\user (on a new domain controller, DOMAIN). Else reset the password.",
    ],
    rights: [
        "This computer can’t connect to the remote computer.",
        "The account has no right to it. Other causes show this text too: look at its long form.",
        "Add it to Remote Desktop Users, or use an administrator.",
    ],
    general: [
        "Remote Desktop can’t connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled 2) The remote computer is turned off 3) The remote computer is not available on the network",
        "VM off, NSG, route. Else in Windows: RDP disabled by registry or policy, service stopped, listener, static address.",
        "Rule out network and power first; then Serial Console or offline, after a snapshot.",
    ],
    internal: [
        "An internal error has occurred.",
        "Attack on an open port, unreadable keys (MachineKeys), TLS off, or a bad certificate.",
        "In order: restrict the NSG source; another process on 3389?; renew the RDP certificate; MachineKeys permissions; enable TLS; restart.",
    ],
    brute: [
        "An internal error has occurred. / Remote Desktop Services session has ended. (many events 4625)",
        "Password guessing exhausts the service; the private address works.",
        "Just-in-time access, Bastion, VPN, narrower source; for a while another port (SetRDPPort).",
    ],
    cred_ssp: [
        "An authentication error has occurred. The function requested is not supported. This could be due to CredSSP encryption oracle remediation.",
        "One side lacks the update for CVE-2018-0886.",
        "Update both. Until then, insecure, to be reverted: policy Encryption Oracle Remediation = Vulnerable.",
    ],
    nla: [
        "The remote computer requires Network Level Authentication (NLA), but your Windows domain controller cannot be contacted.",
        "Broken domain trust, sick domain controller, TLS or encryption settings.",
        "Local administrator; else Run Command DisableNLA, restart, Test-ComputerSecureChannel -Repair, NLA on again.",
    ],
    event_keys: [
        "Event 1057, 1058, 36870, 36872",
        "The RDP certificate or its key cannot be read.",
        "MachineKeys permissions; renew the certificate.",
    ],
    event_tls: ["Event 36871", "TLS versions are disabled.", "Enable TLS."],
    event_broker: [
        "Event 2056, 1296",
        "The Connection Broker’s host was renamed.",
        "Install the role and its internal database again.",
    ],
    term_service: [
        "The Remote Desktop Services service hung on starting. (event 7022; sc query TermService)",
        "The service does not start.",
        "Serial Console: start type demand, account NT Authority\\NetworkService, own process.",
    ],
    dhcp: [
        "The DHCP Client service hung on starting. (event 7022)",
        "Without DHCP the VM has no address.",
        "sc config DHCP start= auto, sc start DHCP; or reset the NIC.",
    ],
    safe_mode: [
        "Safe mode (bcdedit shows safeboot)",
        "Windows started without its network.",
        "bcdedit /deletevalue {current} safeboot, restart.",
    ],
    guest_firewall: [
        "BlockInboundAlways",
        "Windows Firewall blocks all that comes in.",
        "Reset RDP; or netsh advfirewall set allprofiles firewallpolicy blockinbound,allowoutbound",
    ],
    drops: [
        "Connects, then drops",
        "Settings of the RDP listener, mostly of custom images.",
        "Reset RDP-Tcp through Serial Console.",
    ],
    agent: [
        "VM agent: Not Ready",
        "Reset password and Run Command need the agent.",
        "Its services, ports 80 and 32526 to 168.63.129.16, DHCP; reinstall. Meanwhile Serial Console.",
    ],
    password_expired: [
        "Your password has expired and must be changed.",
        "Under NLA nobody can change it while logging on.",
        "Local account: reset the password. Domain account: change it elsewhere.",
    ],
    code_204: [
        "Error code: 0x204",
        "",
        "Check the VM’s state, NSG and route, as for “can’t connect”.",
    ],
    code_104: [
        "Error code: 0x104",
        "",
        "Check the name, then as for “can’t connect”.",
    ],
    code_3: [
        "Error code: 0x3",
        "",
        "Check the VM’s state, NSG and route.",
    ],
    boot: [
        "INACCESSIBLE_BOOT_DEVICE, 0xC000000E, An operating system wasn't found",
        "Windows does not start: no network matter.",
        "See boot diagnostics; snapshot, then repair the disk offline.",
    ],
    kms: [
        "Windows is not activated.",
        "Forced tunnelling blocks the activation service; no RDP matter.",
        "A host route to its address, next hop Internet.",
    ],
    no_document: "Microsoft documents no cause.",
    question: "What do you see?",
    symptoms: [
        "No answer, until it gives up",
        "Refused at once",
        "Asks for credentials, then fails",
        "Connects, then drops",
        "Something else",
    ],
    points_to: [
        "VM off, no public address, NSG, route, or a firewall.",
        "Something answers, not Remote Desktop: service or port in Windows.",
        "The network lets you in: account, or how Windows checks it.",
        "The network lets you in: licence, listener, or an attack.",
        "Paste the message, or what Azure prints.",
    ],
    paste: "Paste the message or its code",
    unknown: "No message that we know.",
};
