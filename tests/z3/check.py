"""Holds what rdpcheck says of every address against Z3, which is given the rules as SecGuru gives them to it: a policy
over bit-vectors in which the first rule that matches decides (Bjørner and Jayaraman, "Checking Cloud Contracts in
Microsoft Azure"). What nobody knows is a free Boolean. The sets are right when Z3 finds no address for which they differ from
the policy: open in every world, denied in every world, or neither.

Reads one case a line; ends with 1 at the first difference."""
import ipaddress
import itertools
import json
import sys

import z3

PLATFORM = ipaddress.ip_address("168.63.129.16")
nets = lambda *texts: [ipaddress.ip_network(text) for text in texts]
PRIVATE = {4: nets("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")}
UNUSABLE = {
    4: nets("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"),
    6: nets("fe80::/10", "ff00::/8"),
}
GLOBAL_V6 = nets("2000::/3")
DEFAULTS = {
    "Inbound": [("VirtualNetwork", True), ("AzureLoadBalancer", True), ("*", False)],
    "Outbound": [("VirtualNetwork", True), ("Internet", True), ("*", False)],
}


class Policy:
    """One direction of one NSG for the addresses of one family."""

    def __init__(self, case, family):
        self.case, self.family = case, family
        self.width = 32 if family == 4 else 128
        self.address = z3.BitVec("address", self.width)
        self.free = {}
        self.network = nets(*case["network"]) if case["network"] else None

    def unknown(self, *what):
        """The same Boolean for the same fact."""
        name = " ".join(map(str, what))
        return self.free.setdefault(name, z3.Bool(name))

    def within(self, networks):
        found = []
        for net in networks:
            if net.version == self.family and net.prefixlen == 0:
                return z3.BoolVal(True)
            if net.version == self.family:
                top, low = self.width - 1, self.width - net.prefixlen
                found.append(z3.Extract(top, low, self.address) == int(net.network_address) >> low)
        return z3.Or(found)

    def is_private(self):
        if self.family == 4:
            return self.within(PRIVATE[4])
        return z3.Not(self.within(GLOBAL_V6 + UNUSABLE[6]))

    def is_public(self):
        if self.family == 6:
            return self.within(GLOBAL_V6)
        return z3.Not(self.within(PRIVATE[4] + UNUSABLE[4]))

    def is_platform(self):
        return self.address == int(PLATFORM) if self.family == 4 else z3.BoolVal(False)

    def remote(self, rule, term):
        if term == "*":
            return z3.BoolVal(True)
        if term == "VirtualNetwork":
            if self.network is not None:
                return z3.Or(self.is_platform(), self.within(self.network))
            return z3.Or(self.is_platform(), z3.And(self.is_private(), self.unknown("network")))
        if term == "Internet":
            return z3.And(self.is_public(), z3.Not(self.within(self.network or [])))
        if term == "AzureLoadBalancer":
            return self.is_platform()
        if term in self.case["lists"]:
            return self.within(nets(*self.case["lists"][term]))
        if term.startswith("["):
            return self.unknown("remote", rule)
        if term[0].isalpha() and ":" not in term:
            return z3.And(self.is_public(), self.unknown("tag", term))
        return self.within(nets(term))

    def local(self, rule, term):
        if term in ("*", "VirtualNetwork"):
            return z3.BoolVal(True)
        if term.startswith("["):
            return self.unknown("vm", rule)
        net = ipaddress.ip_network(term)
        if self.case["to"]:
            return z3.BoolVal(ipaddress.ip_address(self.case["to"]) in net)
        return self.unknown("vm", rule) if net.version == self.family else z3.BoolVal(False)

    def rule(self, number, rule):
        inbound = rule["direction"] == "Inbound"
        remote, local = ("source", "destination") if inbound else ("destination", "source")
        ports = [self.has_port(number, text) for text in rule["destinationPortRanges"]]
        # Any port of a client is from 1024 on.
        opener = range_of(rule["sourcePortRange"])
        asked = self.case["from_port"]
        matches = z3.And(
            z3.Or([self.remote(number, term) for term in rule[remote + "AddressPrefixes"]]),
            z3.Or([self.local(number, term) for term in rule[local + "AddressPrefixes"]]),
            z3.Or(ports),
            rule["protocol"] in ("Tcp", "*"),
            asked in opener if asked else 1024 in opener,
        )
        known = rule["access"] in ("Allow", "Deny")
        return matches, z3.BoolVal(rule["access"] == "Allow") if known else self.unknown("access", number)

    def has_port(self, number, text):
        return self.unknown("ports", number) if text.startswith("[") else z3.BoolVal(3389 in range_of(text))

    def allows(self):
        if self.case["to"] and ipaddress.ip_address(self.case["to"]).version != self.family:
            return z3.BoolVal(False)
        ordered = sorted(self.case["rules"], key=lambda rule: rule["priority"])
        line = [self.rule(number, rule) for number, rule in enumerate(ordered)]
        line += [(self.remote("default", term), z3.BoolVal(access)) for term, access in DEFAULTS[self.case["direction"]]]
        policy = z3.BoolVal(False)
        for matches, access in reversed(line):
            policy = z3.If(matches, access, policy)
        return z3.simplify(policy)

    def in_ranges(self, part):
        return z3.Or([
            z3.And(z3.UGE(self.address, int(first)), z3.ULE(self.address, int(last)))
            for first, last in self.case[part][str(self.family)]
        ])


def range_of(text):
    if text == "*":
        return range(65536)
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def difference(case, family):
    """An address for which the sets are wrong, or nothing; and how many worlds there are."""
    policy = Policy(case, family)
    allows = policy.allows()
    facts = [fact for fact in policy.free.values() if mentions(allows, fact)]
    worlds = []
    for values in itertools.product([False, True], repeat=len(facts)):
        world = [(fact, z3.BoolVal(value)) for fact, value in zip(facts, values)]
        worlds.append(z3.simplify(z3.substitute(allows, *world)))
    always, never = z3.And(worlds), z3.Not(z3.Or(worlds))
    solver = z3.SolverFor("QF_BV")
    parts = [policy.in_ranges(part) for part in ("open", "blocked", "depends")]
    rightly = [always, never, z3.Not(z3.Or(always, never))]
    solver.add(z3.Or([z3.Xor(part, right) for part, right in zip(parts, rightly)]))
    answer = solver.check()
    if answer == z3.unsat:
        return None, len(worlds)
    found = solver.model().eval(policy.address, True) if answer == z3.sat else answer
    return found, len(worlds)


def mentions(formula, fact, seen=None):
    seen = set() if seen is None else seen
    if formula.get_id() in seen:
        return False
    seen.add(formula.get_id())
    return formula.eq(fact) or any(mentions(child, fact, seen) for child in formula.children())


def main():
    sys.setrecursionlimit(1_000_000)
    cases, rules, most, several = 0, 0, 0, 0
    for line in sys.stdin:
        case = json.loads(line)
        for family in (4, 6):
            found, worlds = difference(case, family)
            if found is not None:
                address = ipaddress.ip_address(found.as_long()) if z3.is_bv_value(found) else found
                if family == 6 and z3.is_bv_value(found):
                    address = ipaddress.IPv6Address(found.as_long())
                print(f"case {cases} differs at {address}\n{line}", file=sys.stderr)
                return 1
            several += worlds > 1
        cases += 1
        rules += len(case["rules"])
        most = max(most, len(case["rules"]))
    if cases == 0:
        print("there was no case", file=sys.stderr)
        return 1
    print(f"Z3 finds no difference in {cases} NSGs, {rules} rules, at most {most} in one; {several} policies hang on unknowns")
    return 0


sys.exit(main())
