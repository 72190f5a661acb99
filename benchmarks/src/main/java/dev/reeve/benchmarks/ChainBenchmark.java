package dev.reeve.benchmarks;

import dev.reeve.core.journal.HashChain;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Chaining one entry of a usual size.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChainBenchmark {
    private final byte[] entry = new byte[420];
    private HashChain chain = new HashChain(HashChain.GENESIS);

    @Setup
    public void setUp() {
        new Random(1).nextBytes(entry);
        chain = new HashChain(HashChain.GENESIS);
    }

    @Benchmark
    public String add() {
        return chain.add(entry);
    }
}
