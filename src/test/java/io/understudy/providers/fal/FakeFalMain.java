package io.understudy.providers.fal;

import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The stand-in for fal.ai as a process, for looking at screens: started with a port, with 60 s for each training, and
 * the key {@link FakeFal#KEY}. Point the studio at it with {@code understudy.fal.queue-url} and {@code
 * understudy.fal.rest-url}. Lines on the standard input make things go wrong: {@code lose} the answer to the next
 * submit, {@code fail WORDS} the last request, keep it {@code queued}, {@code expire} its result, {@code pause STEP}.
 */
final class FakeFalMain {
    private FakeFalMain() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        FakeFal fal = new FakeFal(Integer.parseInt(arguments[0]));
        fal.takes(Duration.ofSeconds(60));
        fal.deliver(lora());
        System.out.println("understudy.fal.queue-url=http://127.0.0.1:" + arguments[0] + "/queue");
        System.out.println("understudy.fal.rest-url=http://127.0.0.1:" + arguments[0] + "/rest");
        System.out.println("key: " + FakeFal.KEY);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            obey(fal, line.split(" ", 2));
        }
        new CountDownLatch(1).await();
    }

    private static void obey(FakeFal fal, String[] command) {
        switch (command[0]) {
            case "lose" -> fal.cutOffOnce("submit");
            case "fail" -> fal.last().fail(command[1], "runner_server_error");
            case "queued" -> fal.last().stayQueued();
            case "expire" -> fal.last().expire();
            case "pause" -> fal.pauseAt(Integer.parseInt(command[1]));
            default -> System.out.println("Not understood: " + command[0]);
        }
    }

    /** A small part of a FLUX.1 LoRA of rank 16, named as fal's trainers name it. */
    private static byte[] lora() {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (int block = 0; block < 4; block++) {
            String name = "transformer.single_transformer_blocks." + block + ".attn.to_q.";
            writer.tensor(name + "lora_A.weight", TensorType.BF16, values(16 * 3072), 16, 3072)
                    .tensor(name + "lora_B.weight", TensorType.BF16, values(3072 * 16), 3072, 16);
        }
        return writer.toBytes();
    }

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) Math.sin(index) / 100;
        }
        return values;
    }
}
