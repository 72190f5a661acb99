package dev.reeve.network.workload;

/// Monitoring and configuration of a fleet: a ping to each machine every minute, and a login by key to each now
/// and then, short enough to look like one that failed.
final class FleetAdmin implements Behaviour {
    @Override
    public String name() {
        return "admin";
    }

    private static final int FLEET = 60;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        long second = atMillis / 1_000;
        long machine = host.number * 128L + second % FLEET;
        boolean up = machine % 50 != 0;
        int icmp = host.v6 ? 58 : 1;
        out.one(host, true, machine, 0, (host.v6 ? 128 : 8) << 8, icmp, 0, 1, 84, atMillis, 0);
        if (up) {
            // Type and code stand where the target has its port.
            out.one(host, false, machine, (host.v6 ? 129 : 0) << 8, 0, icmp, 0, 1, 84, atMillis, 0);
        }
        if (second % 5 == 0) {
            boolean small = dice.chance(0.3);
            long packets = small ? dice.between(22, 40) : dice.between(60, 400);
            out.tcp(host, true, machine, 22, packets, packets * 150.0, packets, packets * 180.0, atMillis, 2_000);
        }
    }
}
