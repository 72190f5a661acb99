# A small network in namespaces: customer and neighbour on a bridge in edge, which routes to internet. Nothing leaves it.
set -eu
mount -t tmpfs tmpfs /run
mkdir -p /run/netns
for ns in customer neighbour edge internet; do ip netns add $ns; done

join() { # namespace, its addresses and gateways; the other end goes to edge as $2
  ip link add "$2" type veth peer name eth0 netns "$1"
  ip link set "$2" netns edge
  ip -n "$1" link set lo up
  ip -n "$1" link set eth0 up
  ip -n "$1" addr add "$3" dev eth0
  ip -n "$1" addr add "$4" dev eth0 nodad
  ip -n "$1" route add default via "$5"
  ip -n "$1" -6 route add default via "$6"
  ip -n edge link set "$2" up
}
ip -n edge link set lo up
ip -n edge link add clients type bridge mcast_snooping 0
ip -n edge link set clients up
join customer c1 203.0.113.10/24 2001:db8:1::10/64 203.0.113.1 2001:db8:1::1
join neighbour c2 203.0.113.11/24 2001:db8:1::11/64 203.0.113.1 2001:db8:1::1
join internet wan 198.51.100.1/24 2001:db8:2::1/64 198.51.100.254 2001:db8:2::fe
ip -n edge link set c1 master clients
ip -n edge link set c2 master clients
ip -n edge addr add 203.0.113.1/24 dev clients
ip -n edge addr add 2001:db8:1::1/64 dev clients nodad
ip -n edge addr add 198.51.100.254/24 dev wan
ip -n edge addr add 2001:db8:2::fe/64 dev wan nodad
ip netns exec edge sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'
echo ready
# Stays until the test closes its end.
exec cat
