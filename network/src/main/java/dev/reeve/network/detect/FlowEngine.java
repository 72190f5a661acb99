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
/// A client is a number, by which its {@link ClientLines} are found: its counts, which are made when it is first of
/// interest, and the numbers of its slices, each of which is made when its detector first wants a flow. Only what a
/// client sends makes slices: what others send to it costs no memory.
///
/// A batch is gone through several times: numbers are looked up; the counts of all clients are touched, so that
/// they are fetched from memory side by side and not one after the other; then the slices of detectors that
/// want something; and only then flows are shown. Where the outcome of a test is as good as chance there is
/// none, but a list that does or doesn't grow.
public final class FlowEngine implements FlowSink, FlowBatchSink {
    /// Above the bits of who is awake stands the number of the batch in which some detector last wanted a flow of
    /// the client's. When the numbers begin anew, a client may seem to be of this batch that isn't: that costs a
    /// look, and changes nothing.
    private static final int BATCH = 1 << ClientLines.SLICES;

    private static final int AWAKE_BITS = BATCH - 1;

    /// Of both sorts together.
    static final int DETECTORS_MAX = ClientLines.SLICES;
    private static final int OUTBOUND = 1;

    /// Slices of a batch that are touched before they are used; beyond that they are fetched as they come.
    private static final int TOUCHES = FlowBatch.ROWS * 4;

    private final FlowDetector[] detectors;
    private final UseDetector[] useDetectors;
    private final Interests interests;
    private final ClientNumbers numbers;
    private final Signs signs;
    private final Slices[] slices;

    /// Detectors that have a front, as bits, and where of a client's fronts each begins.
    private final int fronted;

    private final int[] fronts;
    private final ClientLines lines;
    private final ClientStates states;
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
        this.fronts = new int[this.detectors.length];
        int bits = 0;
        int at = 0;
        for (int i = 0; i < fronts.length; i++) {
            fronts[i] = at;
            at += this.detectors[i].frontBytes();
            bits |= this.detectors[i].frontBytes() > 0 ? 1 << i : 0;
        }
        this.fronted = bits;
        this.lines = new ClientLines(at);
        this.states = new ClientStates(lines, slices, AWAKE_BITS);
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
        touchCounts(all);
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
                show(batch, row, (visits[visit] & OUTBOUND) != 0, clients[visit], bits);
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

    private void touchCounts(int all) {
        long sum = 0;
        for (int visit = 0; visit < all; visit++) {
            int client = clients[visit];
            sum += lines.counts(client)[ClientLines.count(client)];
        }
        touched = sum;
    }

    private void window(long millis) {
        int now = (int) (millis / Use.MILLIS);
        allOutBefore = now == window + 1 ? allOut : 0;
        allOut = 0;
        window = now;
        windowEnd = (now + 1) * Use.MILLIS;
    }

    /// The client's counts are of earlier minutes: shows them, and begins anew.
    private void used(FlowBatch batch, int row, boolean outbound, int number) {
        int[] counts = lines.counts(number);
        int at = ClientLines.count(number);
        int then = counts[at + ClientLines.WINDOW];
        if (then != 0) {
            load(batch, row);
            Endpoint client = outbound ? flow.source() : flow.target();
            double seconds = Use.MILLIS / 1000.0;
            Use use = new Use(
                    client,
                    then * Use.MILLIS,
                    Float.intBitsToFloat(counts[at + ClientLines.IN]) * 8 / seconds,
                    Float.intBitsToFloat(counts[at + ClientLines.OUT]) * 8 / seconds,
                    then == window - 1 ? allOutBefore * 8 / seconds : 0);
            Thresholds plan = thresholds(batch, row, outbound, number);
            for (int i = 0; i < useDetectors.length; i++) {
                int detector = detectors.length + i;
                boolean wanted = sliceOf(number, detector) != 0 || useDetectors[i].concerns(use, plan);
                if (wanted && slice(number, detector) != 0) {
                    useDetectors[i].use(use, slice, plan, signs);
                }
            }
        }
        counts[at + ClientLines.OUT] = 0;
        counts[at + ClientLines.IN] = 0;
        counts[at + ClientLines.WINDOW] = window;
    }

    /// Adds up what each client uses; what five minutes came to is shown when the next ones begin. And
    /// leaves those visits that some detector wants to see, or may want by then: one that sleeps now may be
    /// woken by an earlier row of the same client in this batch, as by the question to which this is the
    /// answer.
    private int wanted(FlowBatch batch, int all) {
        batches += BATCH;
        boolean metering = useDetectors.length > 0;
        double out = 0;
        int count = 0;
        for (int visit = 0; visit < all; visit++) {
            int client = clients[visit];
            int row = visits[visit] >>> 1;
            int outbound = visits[visit] & OUTBOUND;
            int[] counts = lines.counts(client);
            int at = ClientLines.count(client);
            if (metering) {
                if (batch.toMillis[row] >= windowEnd) {
                    allOut += out;
                    out = 0;
                    window(batch.toMillis[row]);
                }
                if (counts[at + ClientLines.WINDOW] != window) {
                    used(batch, row, outbound != 0, client);
                }
                double more = (double) batch.bytes[row] * batch.sampling[row];
                int bytes = at + ClientLines.IN - outbound;
                counts[bytes] = Float.floatToRawIntBits((float) (Float.intBitsToFloat(counts[bytes]) + more));
                out += outbound * more;
            }
            int concerned = interests.of(batch, row, outbound);
            if ((concerned >>> Interests.CREATING & fronted) != 0) {
                concerned = notable(batch, row, outbound != 0, client, concerned);
            }
            int awake = counts[at];
            int bits = concerned & (awake | concerned >>> Interests.CREATING) & AWAKE_BITS;
            // All ones where an earlier row of this batch is shown to some detector.
            int other = (awake ^ batches) & ~AWAKE_BITS;
            int earlier = (other >>> DETECTORS_MAX) - 1 >> 31;
            counts[at] = awake ^ other & -bits >> 31;
            clients[count] = client;
            visits[count] = visits[visit];
            wanted[count] = concerned;
            count += -(bits | concerned & earlier & AWAKE_BITS) >>> 31;
        }
        allOut += out;
        return count;
    }

    /// Leaves out those who would begin with a flow, had it passed their front.
    private int notable(FlowBatch batch, int row, boolean outbound, int client, int concerned) {
        Thresholds plan = thresholds(batch, row, outbound, client);
        int left = concerned;
        for (int bits = concerned >>> Interests.CREATING & fronted; bits != 0; bits &= bits - 1) {
            int detector = Integer.numberOfTrailingZeros(bits);
            slice.over(lines.fronts(client), lines.front(client) + fronts[detector], true);
            boolean notable = detectors[detector].isNotable(batch, row, slice, plan);
            left &= notable ? -1 : ~(1 << Interests.CREATING + detector);
        }
        return left;
    }

    /// Which detectors want a visit, as it stands when its turn comes.
    private int stillWanted(int visit) {
        int client = clients[visit];
        int concerned = wanted[visit];
        int awake = lines.counts(client)[ClientLines.count(client)];
        return concerned & (awake | concerned >>> Interests.CREATING) & AWAKE_BITS;
    }

    private void touchSlices(int some) {
        int count = 0;
        for (int visit = 0; visit < some; visit++) {
            int[] numbers = lines.slices(clients[visit]);
            int first = ClientLines.slice(clients[visit]);
            for (int bits = stillWanted(visit); bits != 0 && count < TOUCHES; bits &= bits - 1) {
                int detector = Integer.numberOfTrailingZeros(bits);
                touchedOf[count] = detector;
                touches[count++] = numbers[first + detector];
            }
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += slices[touchedOf[i]].touch(touches[i]);
        }
        touched += sum;
    }

    private void show(FlowBatch batch, int row, boolean outbound, int client, int wanted) {
        Thresholds plan = thresholds(batch, row, outbound, client);
        for (int bits = wanted; bits != 0; bits &= bits - 1) {
            int detector = Integer.numberOfTrailingZeros(bits);
            if (slice(client, detector) == 0) {
                ignored++;
                continue;
            }
            boolean awake = slice.awake();
            detectors[detector].flow(flow, outbound, slice, plan, signs);
            if (slice.awake() != awake) {
                lines.counts(client)[ClientLines.count(client) + ClientLines.AWAKE] ^= 1 << detector;
            }
        }
    }

    /// Lays the slice over what a detector knows of a client, or over zeros.
    ///
    /// @return 0 where there is no more room
    private int slice(int client, int detector) {
        int[] counts = lines.counts(client);
        int own = ClientLines.count(client) + ClientLines.AWAKE;
        int number = sliceOf(client, detector);
        if (number == 0) {
            number = slices[detector].take();
            lines.slices(client)[ClientLines.slice(client) + detector] = number;
            counts[own] |= 1 << detector;
        }
        if (number != 0) {
            boolean awake = (counts[own] & 1 << detector) != 0;
            slice.over(slices[detector].page(number), slices[detector].offset(number), awake);
        }
        return number;
    }

    /// @return the number of the slice that a detector has of a client; 0 for none
    private int sliceOf(int client, int detector) {
        return lines.slices(client)[ClientLines.slice(client) + detector];
    }

    private Thresholds thresholds(FlowBatch batch, int row, boolean outbound, int client) {
        int known = lines.plan(client);
        if (known == 0) {
            known = plan(
                    outbound
                            ? new Endpoint(batch.sourceHigh[row], batch.sourceLow[row], batch.v6[row])
                            : new Endpoint(batch.targetHigh[row], batch.targetLow[row], batch.v6[row]));
            lines.plan(client, known);
        }
        return plans.get(known - 1);
    }

    private void load(FlowBatch batch, int row) {
        batch.read(row, flow);
        flow.withinOwn = batch.sourceClient[row] >= 0 && batch.targetClient[row] >= 0;
        flow.targetDark = flow.withinOwn && exceptions.isDark(flow);
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
            numbers.within(block, states::forget);
        }
        numbers.swap(space);
        thresholds = now;
        plans.clear();
        lines.forgetPlans();
    }

    /// The state of one client, to be moved elsewhere: the slices one after the other, and the engine's own
    /// numbers. Empty where there is none.
    public byte[] state(Endpoint client) {
        int number = numbers.number(client.high(), client.low(), client.v6());
        return number < 0 || !lines.isKnown(number) ? new byte[0] : states.read(number);
    }

    /// Takes over what another engine with the same detectors had.
    public void restore(Endpoint client, byte[] state) {
        int number = numbers.number(client.high(), client.low(), client.v6());
        if (state.length != states.bytes() || number < 0) {
            throw new IllegalArgumentException(
                    "state of " + states.bytes() + " bytes of an own client was expected, not " + state.length);
        }
        states.write(number, state);
    }

    /// Bytes of a client of whom every detector knows something; one of whom none does has counts and fronts at most.
    public int clientBytes() {
        return states.sliceBytes() + lines.clientBytes();
    }

    /// Bytes that are in use for counts and slices.
    public long stateBytes() {
        long bytes = lines.bytes();
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
