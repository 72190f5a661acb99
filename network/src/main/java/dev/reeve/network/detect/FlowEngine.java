package dev.reeve.network.detect;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientNumbers;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.FlowBatchSink;
import dev.reeve.network.flow.FlowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Shows each flow to the detectors that want it, once for each end that is a client's. Single-threaded.
///
/// A client is a number, and has one line of 64 bytes: the numbers of its slices, one for each detector. Lines
/// of clients that are neighbours lie together and are made when one of them is first of interest; a slice when
/// its detector first wants a flow. Only what a client sends makes slices: what others send to it costs no
/// memory.
///
/// A batch is gone through several times: numbers are looked up; the lines of all clients are touched, so that
/// they are fetched from memory side by side and not one after the other; then the slices of detectors that
/// want something; and only then flows are shown. Where the outcome of a test is as good as chance there is
/// none, but a list that does or doesn't grow.
public final class FlowEngine implements FlowSink, FlowBatchSink {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /// Numbers in a line: the engine's own, which are who is awake, what was used so far of five minutes, and the
    /// plan; and one for each detector. An array begins anywhere, so a line mostly lies in two of the processor's:
    /// what every flow reads and writes stands together and at the beginning, not across the border.
    private static final int LINE = 16;

    private static final int AWAKE = 0;
    private static final int OUT = 1;
    private static final int IN = 2;
    private static final int WINDOW = 3;
    private static final int PLAN = 4;
    private static final int SLICES = 5;

    /// What of the engine's own numbers belongs to the client's state.
    private static final int[] OWN = {AWAKE, OUT, IN, WINDOW};

    private static final int OWN_BYTES = 4 * Integer.BYTES;

    /// Above the bits of who is awake stands the number of the batch in which some detector last wanted a flow of
    /// the client's. When the numbers begin anew, a line may seem to be of this batch that isn't: that costs a
    /// look, and changes nothing.
    private static final int BATCH = 1 << LINE - SLICES;

    private static final int AWAKE_BITS = BATCH - 1;

    /// Of both sorts together.
    static final int DETECTORS_MAX = LINE - SLICES;
    private static final int OUTBOUND = 1;

    /// Slices of a batch that are touched before they are used; beyond that they are fetched as they come.
    private static final int TOUCHES = FlowBatch.ROWS * 4;

    private final FlowDetector[] detectors;
    private final UseDetector[] useDetectors;
    private final Interests interests;
    private final ClientNumbers numbers;
    private final Signs signs;
    private final Slices[] slices;
    private final int stride;
    private final int[][] lines = new int[ClientNumbers.END >>> CHUNK_BITS][];
    private final List<Thresholds> plans = new ArrayList<>();
    private final FlowBatch single = new FlowBatch();
    private final Flow flow = new Flow();
    private final Slice slice = new Slice();

    /// Visits of a batch: a row, doubled, and one more where the client is the source; one place is for what is
    /// dropped.
    private final int[] visits = new int[FlowBatch.ROWS * 2 + 1];

    private final int[] clients = new int[FlowBatch.ROWS * 2 + 1];
    private final int[] wanted = new int[FlowBatch.ROWS * 2 + 1];
    private final int[] touches = new int[TOUCHES];
    private final int[] touchedOf = new int[TOUCHES];
    private Function<Endpoint, Thresholds> thresholds;
    private Exceptions exceptions = Exceptions.NONE;
    private int batches;
    private int window;
    private long windowEnd;
    private double allOut;
    private double allOutBefore;
    private long flows;
    private long ignored;
    private long touched;

    /// @param useDetectors are shown what each client used, five minutes at a time
    /// @param thresholds of the client's plan
    /// @param clientsMax clients of whom a detector knows something at once, so that forged sources don't fill
    /// memory
    public FlowEngine(
            List<FlowDetector> detectors,
            List<UseDetector> useDetectors,
            ClientSpace space,
            Function<Endpoint, Thresholds> thresholds,
            int clientsMax,
            Signs signs) {
        if (detectors.size() + useDetectors.size() > DETECTORS_MAX) {
            throw new IllegalArgumentException("an engine runs at most " + DETECTORS_MAX + " detectors");
        }
        this.detectors = detectors.toArray(FlowDetector[]::new);
        this.interests = new Interests(detectors);
        this.numbers = new ClientNumbers(space, clientsMax);
        this.thresholds = thresholds;
        this.signs = signs;
        this.useDetectors = useDetectors.toArray(UseDetector[]::new);
        int[] sizes = IntStream.concat(
                        detectors.stream().mapToInt(FlowDetector::stateBytes),
                        useDetectors.stream().mapToInt(UseDetector::stateBytes))
                .toArray();
        this.slices = Arrays.stream(sizes)
                .mapToObj(size -> new Slices(size, clientsMax))
                .toArray(Slices[]::new);
        this.stride = Arrays.stream(sizes).sum();
    }

    /// Every detector that comes with Reeve.
    public static List<FlowDetector> detectors() {
        return List.of(
                new HorizontalScanDetector(),
                new VerticalScanDetector(),
                new FloodDetector(),
                new ReflectionDetector(),
                new LoginFlowDetector(),
                new MailBurstDetector(),
                new SlowScanDetector(),
                new OwnScanDetector(),
                new IrcFlowDetector(),
                new ProxyRelayDetector());
    }

    public static List<UseDetector> useDetectors() {
        return List.of(new ExcessUseDetector());
    }

    /// Flows that no detector is shown.
    public void except(Exceptions now) {
        exceptions = now;
    }

    @Override
    public void flow(Flow one) {
        single.clear();
        single.add(one);
        flows(single);
    }

    @Override
    public void flows(FlowBatch batch) {
        flows += batch.rows();
        int all = visits(batch);
        meter(batch, all);
        int some = wanted(batch, all);
        touchSlices(some);
        int loaded = -1;
        for (int visit = 0; visit < some; visit++) {
            int row = visits[visit] >>> 1;
            int bits = stillWanted(visit);
            if (bits != 0 && row != loaded) {
                load(batch, row);
                loaded = row;
            }
            if (bits != 0) {
                show(clients[visit], (visits[visit] & OUTBOUND) != 0, bits);
            }
        }
    }

    /// Lists which clients have part in which rows: a flow visits the client at each of its ends.
    private int visits(FlowBatch batch) {
        boolean excepting = !exceptions.isEmpty();
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
            boolean v6 = batch.v6[row];
            int source = numbers.number(batch.sourceHigh[row], batch.sourceLow[row], v6);
            int target = numbers.number(batch.targetHigh[row], batch.targetLow[row], v6);
            if (excepting && exceptions.cover(batch, row, source >= 0, target >= 0)) {
                source = ClientSpace.NOBODY;
                target = ClientSpace.NOBODY;
            }
            batch.sourceClient[row] = source;
            batch.targetClient[row] = target;
            ignored += (source & target) >>> 31;
            // The next one takes the place of one that is nobody's: there is nothing to guess for the processor.
            clients[count] = source;
            visits[count] = row << 1 | OUTBOUND;
            count += ~source >>> 31;
            clients[count] = target;
            visits[count] = row << 1;
            count += ~target >>> 31;
        }
        return count;
    }

    /// Adds up what each client uses; what five minutes came to is shown when the next ones begin. First all
    /// lines are touched.
    private void meter(FlowBatch batch, int all) {
        long sum = 0;
        for (int visit = 0; visit < all; visit++) {
            sum += awake(clients[visit]);
        }
        touched = sum;
        if (useDetectors.length == 0) {
            return;
        }
        for (int visit = 0; visit < all; visit++) {
            int row = visits[visit] >>> 1;
            int outbound = visits[visit] & OUTBOUND;
            int[] chunk = chunk(clients[visit]);
            int line = (clients[visit] & CHUNK - 1) * LINE;
            if (batch.toMillis[row] >= windowEnd) {
                window(batch.toMillis[row]);
            }
            if (chunk[line + WINDOW] != window) {
                used(batch, row, outbound != 0, chunk, line);
            }
            int bytes = line + IN - outbound;
            double more = (double) batch.bytes[row] * batch.sampling[row];
            chunk[bytes] = Float.floatToRawIntBits((float) (Float.intBitsToFloat(chunk[bytes]) + more));
            allOut += outbound * more;
        }
    }

    private void window(long millis) {
        int now = (int) (millis / Use.MILLIS);
        allOutBefore = now == window + 1 ? allOut : 0;
        allOut = 0;
        window = now;
        windowEnd = (now + 1) * Use.MILLIS;
    }

    /// The client's line holds earlier minutes: shows them, and begins anew.
    private void used(FlowBatch batch, int row, boolean outbound, int[] chunk, int line) {
        if (chunk[line + WINDOW] != 0) {
            load(batch, row);
            Endpoint client = outbound ? flow.source() : flow.target();
            double seconds = Use.MILLIS / 1000.0;
            Use use = new Use(
                    client,
                    chunk[line + WINDOW] * Use.MILLIS,
                    Float.intBitsToFloat(chunk[line + IN]) * 8 / seconds,
                    Float.intBitsToFloat(chunk[line + OUT]) * 8 / seconds,
                    chunk[line + WINDOW] == window - 1 ? allOutBefore * 8 / seconds : 0);
            Thresholds plan = thresholds(chunk, line, client);
            for (int i = 0; i < useDetectors.length; i++) {
                int detector = detectors.length + i;
                boolean wanted = chunk[line + SLICES + detector] != 0 || useDetectors[i].concerns(use, plan);
                if (wanted && slice(chunk, line, detector) != 0) {
                    useDetectors[i].use(use, slice, plan, signs);
                }
            }
        }
        chunk[line + OUT] = 0;
        chunk[line + IN] = 0;
        chunk[line + WINDOW] = window;
    }

    /// Leaves those visits that some detector wants to see, or may want by then: one that sleeps now may be woken by
    /// an earlier row of the same client in this batch, as by the question to which this is the answer.
    private int wanted(FlowBatch batch, int all) {
        batches += BATCH;
        int count = 0;
        for (int visit = 0; visit < all; visit++) {
            int client = clients[visit];
            int row = visits[visit] >>> 1;
            boolean outbound = (visits[visit] & OUTBOUND) != 0;
            char clientPort = outbound ? batch.sourcePort[row] : batch.targetPort[row];
            char otherPort = outbound ? batch.targetPort[row] : batch.sourcePort[row];
            int kind = Interests.kind(outbound, otherPort < clientPort, batch.protocol[row], batch.flags[row]);
            int concerned = interests.wanted(kind, clientPort, otherPort);
            int creating = interests.creating(kind);
            int[] chunk = chunk(client);
            int own = (client & CHUNK - 1) * LINE + AWAKE;
            int bits = concerned & (chunk[own] | creating);
            // All ones where an earlier row of this batch is shown to some detector.
            int earlier = ((chunk[own] ^ batches) >>> DETECTORS_MAX) - 1 >> 31;
            mark(chunk, own, bits);
            clients[count] = client;
            visits[count] = visits[visit];
            wanted[count] = concerned << 16 | creating;
            count += -(bits | concerned & earlier) >>> 31;
        }
        return count;
    }

    /// Writes into a client's line that a detector wants a flow of this batch, if one does.
    private void mark(int[] chunk, int at, int bits) {
        int other = (chunk[at] ^ batches) & ~AWAKE_BITS;
        chunk[at] ^= other & -bits >> 31;
    }

    /// Which detectors want a visit, as it stands when its turn comes.
    private int stillWanted(int visit) {
        return wanted[visit] >>> 16 & (awake(clients[visit]) | wanted[visit]);
    }

    private int awake(int client) {
        int[] chunk = lines[client >>> CHUNK_BITS];
        return chunk == null ? 0 : chunk[(client & CHUNK - 1) * LINE + AWAKE];
    }

    private void touchSlices(int some) {
        int count = 0;
        for (int visit = 0; visit < some; visit++) {
            int[] chunk = chunk(clients[visit]);
            int line = (clients[visit] & CHUNK - 1) * LINE;
            for (int bits = stillWanted(visit); bits != 0 && count < TOUCHES; bits &= bits - 1) {
                int detector = Integer.numberOfTrailingZeros(bits);
                touchedOf[count] = detector;
                touches[count++] = chunk[line + SLICES + detector];
            }
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += slices[touchedOf[i]].touch(touches[i]);
        }
        touched += sum;
    }

    private void show(int client, boolean outbound, int wanted) {
        int[] chunk = chunk(client);
        int line = (client & CHUNK - 1) * LINE;
        Thresholds plan = thresholds(chunk, line, outbound ? flow.source() : flow.target());
        for (int bits = wanted; bits != 0; bits &= bits - 1) {
            int detector = Integer.numberOfTrailingZeros(bits);
            if (slice(chunk, line, detector) == 0) {
                ignored++;
                continue;
            }
            boolean awake = slice.awake();
            detectors[detector].flow(flow, outbound, slice, plan, signs);
            if (slice.awake() != awake) {
                chunk[line + AWAKE] ^= 1 << detector;
            }
        }
    }

    /// Lays the slice over what a detector knows of a client, or over zeros.
    ///
    /// @return 0 where there is no more room
    private int slice(int[] chunk, int line, int detector) {
        int at = line + SLICES + detector;
        if (chunk[at] == 0) {
            chunk[at] = slices[detector].take();
            chunk[line + AWAKE] |= 1 << detector;
        }
        int number = chunk[at];
        if (number != 0) {
            boolean awake = (chunk[line + AWAKE] & 1 << detector) != 0;
            slice.over(slices[detector].page(number), slices[detector].offset(number), awake);
        }
        return number;
    }

    private Thresholds thresholds(int[] chunk, int line, Endpoint client) {
        if (chunk[line + PLAN] == 0) {
            chunk[line + PLAN] = plan(client);
        }
        return plans.get(chunk[line + PLAN] - 1);
    }

    private void load(FlowBatch batch, int row) {
        batch.read(row, flow);
        flow.withinOwn = batch.sourceClient[row] >= 0 && batch.targetClient[row] >= 0;
        flow.targetDark = flow.withinOwn && exceptions.isDark(flow);
    }

    private int[] chunk(int client) {
        int[] chunk = lines[client >>> CHUNK_BITS];
        if (chunk == null) {
            chunk = new int[CHUNK * LINE];
            lines[client >>> CHUNK_BITS] = chunk;
        }
        return chunk;
    }

    private int plan(Endpoint client) {
        Thresholds of = thresholds.apply(client);
        int known = plans.indexOf(of);
        if (known < 0) {
            plans.add(of);
            known = plans.size() - 1;
        }
        return known + 1;
    }

    /// Takes another version of what is own, and of plans. What is known of clients stays, but for the blocks
    /// that went from one hand to another: nobody answers for the tenant before.
    public void swap(ClientSpace space, Function<Endpoint, Thresholds> now, Collection<IpPrefix> changedHands) {
        for (IpPrefix block : changedHands) {
            numbers.within(block, this::forget);
        }
        numbers.swap(space);
        thresholds = now;
        plans.clear();
        for (int[] chunk : lines) {
            for (int at = PLAN; chunk != null && at < chunk.length; at += LINE) {
                chunk[at] = 0;
            }
        }
    }

    private void forget(int client) {
        int[] chunk = lines[client >>> CHUNK_BITS];
        int line = (client & CHUNK - 1) * LINE;
        for (int detector = 0; chunk != null && detector < slices.length; detector++) {
            if (chunk[line + SLICES + detector] != 0) {
                slices[detector].giveBack(chunk[line + SLICES + detector]);
            }
        }
        if (chunk != null) {
            Arrays.fill(chunk, line, line + LINE, 0);
        }
    }

    /// The state of one client, to be moved elsewhere: the slices one after the other, and the engine's own
    /// numbers. Empty where there is none.
    public byte[] state(Endpoint client) {
        int number = numbers.number(client.high(), client.low(), client.v6());
        int[] chunk = number < 0 ? null : lines[number >>> CHUNK_BITS];
        if (chunk == null) {
            return new byte[0];
        }
        byte[] state = new byte[stride + OWN_BYTES];
        int line = (number & CHUNK - 1) * LINE;
        int at = 0;
        for (int detector = 0; detector < slices.length; detector++) {
            int its = chunk[line + SLICES + detector];
            if (its != 0) {
                System.arraycopy(
                        slices[detector].page(its), slices[detector].offset(its), state, at, slices[detector].size());
            }
            at += slices[detector].size();
        }
        slice.over(state, stride, true);
        for (int i = 0; i < OWN.length; i++) {
            slice.s32(i * Integer.BYTES, chunk[line + OWN[i]] & (OWN[i] == AWAKE ? AWAKE_BITS : -1));
        }
        return state;
    }

    /// Takes over what another engine with the same detectors had.
    public void restore(Endpoint client, byte[] state) {
        int number = numbers.number(client.high(), client.low(), client.v6());
        if (state.length != stride + OWN_BYTES || number < 0) {
            throw new IllegalArgumentException(
                    "state of " + (stride + OWN_BYTES) + " bytes of an own client was expected, not " + state.length);
        }
        forget(number);
        int[] chunk = chunk(number);
        int line = (number & CHUNK - 1) * LINE;
        int at = 0;
        for (int detector = 0; detector < slices.length; detector++) {
            int size = slices[detector].size();
            int its = isZero(state, at, size) ? 0 : slices[detector].take();
            if (its != 0) {
                chunk[line + SLICES + detector] = its;
                System.arraycopy(state, at, slices[detector].page(its), slices[detector].offset(its), size);
            }
            at += size;
        }
        slice.over(state, stride, true);
        for (int i = 0; i < OWN.length; i++) {
            chunk[line + OWN[i]] = slice.s32(i * Integer.BYTES);
        }
    }

    private static boolean isZero(byte[] state, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (state[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Bytes of a client of whom every detector knows something; one of whom none does has a line at most.
    public int clientBytes() {
        return stride + LINE * Integer.BYTES;
    }

    /// Bytes that are in use for lines and slices.
    public long stateBytes() {
        long bytes = 0;
        for (int[] chunk : lines) {
            bytes += chunk == null ? 0 : (long) chunk.length * Integer.BYTES;
        }
        for (Slices its : slices) {
            bytes += (long) its.inUse() * its.size();
        }
        return bytes;
    }

    public long flows() {
        return flows;
    }

    /// Flows of nobody's, excepted ones, and what found no room.
    public long ignored() {
        return ignored;
    }

    /// What the touching read; of no meaning, but it keeps the reads from being optimised away.
    long touched() {
        return touched;
    }
}
