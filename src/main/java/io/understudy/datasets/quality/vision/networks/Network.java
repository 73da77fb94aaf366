package io.understudy.datasets.quality.vision.networks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.understudy.platform.jobs.BackgroundThreads;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A network that is ready to run, on one thread of the CPU: pictures are measured while people use the pages. */
public final class Network implements AutoCloseable {
    /**
     * When ONNX Runtime starts, it matches a regular expression recursively against text as long as the process's
     * command line. With a long class path that needs more than a Java thread's usual megabyte, and ends the whole
     * process.
     */
    private static final long STARTING_STACK = 64L << 20;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final boolean wholeNumbers;

    Network(byte[] model) {
        environment = onDeepStack(OrtEnvironment::getEnvironment);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(model, options);
            NodeInfo first = session.getInputInfo().values().iterator().next();
            input = first.getName();
            wholeNumbers = ((TensorInfo) first.getInfo()).type == OnnxJavaType.INT32;
        } catch (OrtException e) {
            throw new IllegalStateException("The network cannot be built", e);
        }
    }

    private static <T> T onDeepStack(Supplier<T> start) {
        CompletableFuture<T> started = new CompletableFuture<>();
        BackgroundThreads.startOnStack("onnx-start", STARTING_STACK, () -> {
            try {
                started.complete(start.get());
            } catch (RuntimeException | Error problem) {
                started.completeExceptionally(problem);
            }
        });
        return started.join();
    }

    /**
     * Runs once.
     *
     * @param values of the only input, rounded where the network wants whole numbers
     * @return the values of each output by its name
     */
    public Map<String, float[]> run(float[] values, long... shape) {
        try (OnnxTensor tensor = tensor(values, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer numbers = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] copy = new float[numbers.remaining()];
                numbers.get(copy);
                outputs.put(output.getKey(), copy);
            }
            return outputs;
        } catch (OrtException e) {
            throw new IllegalStateException("The network did not run", e);
        }
    }

    public float[] runForOne(float[] values, long... shape) {
        return Objects.requireNonNull(run(values, shape).values().iterator().next());
    }

    private OnnxTensor tensor(float[] values, long[] shape) throws OrtException {
        if (!wholeNumbers) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        }
        int[] rounded = new int[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.round(values[i]);
        }
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(rounded), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The network cannot be closed", e);
        }
    }
}
