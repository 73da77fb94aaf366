package io.understudy.mini.sampling;

import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.PromptDefaults;
import io.understudy.mini.SquarePicture;
import io.understudy.mini.network.Activations;
import io.understudy.mini.network.AdapterUse;
import io.understudy.mini.network.Transformer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;

/** Generates pictures with any number of stacked LoRAs. Safe for use by several threads. */
public final class PictureGenerator {
    private final MiniatureBase base;
    private final MiniatureWorkers workers;
    private final ConcurrentLinkedQueue<Activations> spare = new ConcurrentLinkedQueue<>();

    public PictureGenerator(MiniatureBase base, MiniatureWorkers workers) {
        this.base = base;
        this.workers = workers;
    }

    /**
     * Generates all pictures with the same LoRAs, which are added to the weights once.
     *
     * @return square pictures of {@link MiniatureBase#pictureSide()}, in the order of the requests
     * @throws InterruptedException if the calling thread is interrupted
     */
    public List<BufferedImage> generate(List<AppliedLora> loras, List<PictureRequest> requests)
            throws InterruptedException {
        List<AdapterUse> uses = loras.stream()
                .map(applied -> AdapterUse.of(applied.lora().adapter(), applied.strength()))
                .toList();
        List<BufferedImage> pictures = new ArrayList<>();
        for (float[] planes : planes(base.transformer().merged(uses), requests)) {
            pictures.add(SquarePicture.toImage(planes, base.pictureSide()));
        }
        return pictures;
    }

    private List<float[]> planes(Transformer transformer, List<PictureRequest> requests) throws InterruptedException {
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (PictureRequest request : requests) {
            tasks.add(() -> base.autoencoder().decode(draw(transformer, request)));
        }
        return workers.run(tasks);
    }

    private float[] draw(Transformer transformer, PictureRequest request) {
        Activations found = spare.poll();
        Activations work = found == null ? Activations.forSampling(transformer.shape(), 1) : found;
        try {
            int[] ids = base.tokeniser().ids(PromptDefaults.complete(base.tokeniser(), request.prompt()));
            return FlowSampler.sample(transformer, work, ids, request.steps(), request.guidance(), request.seed());
        } finally {
            spare.add(work);
        }
    }

    public static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
