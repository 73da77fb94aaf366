package io.understudy.mini.training;

import io.understudy.lora.Strength;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureLoraFile;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.SeededRandom;
import io.understudy.mini.SquarePicture;
import io.understudy.mini.network.Activations;
import io.understudy.mini.network.AdapterUse;
import io.understudy.mini.network.LoraAdapter;
import io.understudy.mini.network.LoraGradient;
import io.understudy.mini.network.LoraPair;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.Checkpoint.ParameterState;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One run: trains a LoRA on pictures, step by step or all at once. Half of each batch are prior pictures, on which the base's own
 * prediction is the target, so batch size 1 means one picture of the character and one prior picture. The same settings and pictures give the same LoRA bit for bit,
 * whatever the number of threads and however often the run was resumed. Driven by one thread at a time; the computing itself
 * happens on the {@link MiniatureWorkers}.
 */
public final class LoraTraining {
    /** Gradients are summed in this many lanes, whatever the number of threads: the order of additions must not vary. */
    private static final int LANES = 8;

    private static final int INITIAL = 3;

    private final MiniatureBase base;
    private final MiniatureWorkers workers;
    private final PictureGenerator generator;
    private final LoraSettings settings;
    private final TrainingExamples examples;
    private final LoraAdapter adapter;
    private final List<AdamW> optimisers = new ArrayList<>();
    private final List<float[]> averages = new ArrayList<>();
    private final List<LoraGradient> lanes = new ArrayList<>();
    private final ConcurrentLinkedQueue<Activations> spare = new ConcurrentLinkedQueue<>();
    private int step;

    private LoraTraining(
            MiniatureBase base, MiniatureWorkers workers, LoraSettings settings, TrainingExamples examples) {
        this.base = base;
        this.workers = workers;
        this.generator = new PictureGenerator(base, workers);
        this.settings = settings;
        this.examples = examples;
        SeededRandom random = SeededRandom.of(settings.seed(), INITIAL);
        adapter = LoraAdapter.initial(
                base.transformer().shape(), settings.rank(), (float) settings.alpha(), random::nextGaussian);
        for (LoraPair pair : adapter.pairs()) {
            for (float[] parameters : List.of(pair.down(), pair.upTransposed())) {
                optimisers.add(new AdamW(parameters));
                averages.add(parameters.clone());
            }
        }
    }

    /**
     * Prepares a run; the pictures are encoded at once.
     *
     * @param pictures at least one, any size
     * @param trigger  the phrase the captions use for the character, for the file's metadata and the default samples
     * @throws InterruptedException if the calling thread is interrupted while encoding
     */
    public static LoraTraining start(
            MiniatureBase base,
            MiniatureWorkers workers,
            LoraSettings settings,
            List<TrainingPicture> pictures,
            String trigger)
            throws InterruptedException {
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (TrainingPicture picture : pictures) {
            tasks.add(() -> base.autoencoder()
                    .encode(SquarePicture.toPlanes(picture.image(), picture.face(), base.pictureSide())));
        }
        List<String> captions = pictures.stream().map(TrainingPicture::caption).toList();
        return new LoraTraining(base, workers, settings, new TrainingExamples(workers.run(tasks), captions, trigger));
    }

    /** Resumes where the checkpoint was taken, with the same curve as if there had been no stop. */
    public static LoraTraining resume(MiniatureBase base, MiniatureWorkers workers, Checkpoint checkpoint) {
        LoraTraining training = new LoraTraining(base, workers, checkpoint.settings(), checkpoint.examples());
        for (int i = 0; i < training.optimisers.size(); i++) {
            checkpoint.parameters().get(i).restore(training.optimisers.get(i), training.averages.get(i));
        }
        training.adapter.pairs().forEach(LoraPair::refresh);
        training.step = checkpoint.step();
        return training;
    }

    public int stepsDone() {
        return step;
    }

    public boolean isFinished() {
        return step >= settings.steps();
    }

    /**
     * Trains to the end, reporting to the listener.
     *
     * @throws InterruptedException if the calling thread is interrupted; the run may be continued or checkpointed
     * @throws TrainingDivergedException if the loss is no longer a number
     */
    public void run(SamplePlan plan, TrainingListener listener) throws InterruptedException {
        if (step == 0) {
            sample(plan, listener);
        }
        while (!isFinished()) {
            listener.onStep(step());
            if (plan.savesAt(step, settings.steps())) {
                listener.onCheckpoint(checkpoint());
            }
            sample(plan, listener);
        }
    }

    private void sample(SamplePlan plan, TrainingListener listener) throws InterruptedException {
        if (!plan.samplesAt(step, settings.steps())) {
            return;
        }
        List<BufferedImage> pictures = new ArrayList<>();
        int together = workers.threads();
        for (int from = 0; from < plan.prompts().size(); from += together) {
            int to = Math.min(plan.prompts().size(), from + together);
            pictures.addAll(samples(plan.prompts().subList(from, to), from));
        }
        listener.onSamples(step, pictures);
    }

    private List<BufferedImage> samples(List<String> prompts, int firstIndex) throws InterruptedException {
        List<PictureRequest> requests = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            requests.add(new PictureRequest(prompts.get(i), settings.seed() + firstIndex + i));
        }
        return generator.generate(List.of(new AppliedLora(result(""), Strength.FULL)), requests);
    }

    /**
     * Takes the next optimiser step.
     *
     * @throws IllegalStateException if the run is finished
     * @throws InterruptedException if the calling thread is interrupted; the step then did not happen
     * @throws TrainingDivergedException if the loss is no longer a number
     */
    public TrainingStep step() throws InterruptedException {
        if (isFinished()) {
            throw new IllegalStateException("The run has done all its %d steps.".formatted(settings.steps()));
        }
        long begin = System.nanoTime();
        int next = step + 1;
        List<TrainingBatch.Item> items = TrainingBatch.draw(base.tokeniser(), examples, base.priors(), settings, next);
        double[] losses = losses(items);
        double loss = mean(items, losses, true);
        double learningRate = settings.learningRateAt(next);
        if (!Double.isFinite(loss)) {
            throw new TrainingDivergedException(next, settings.learningRate());
        }
        update(next, (float) (learningRate * LoraSettings.LEARNING_RATE_FACTOR));
        step = next;
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new TrainingStep(step, settings.steps(), loss, mean(items, losses, false), learningRate, seconds);
    }

    /** Losses of the items; leaves the summed gradient in the first lane. */
    private double[] losses(List<TrainingBatch.Item> items) throws InterruptedException {
        int laneCount = Math.min(LANES, items.size());
        while (lanes.size() < laneCount) {
            lanes.add(LoraGradient.of(adapter));
        }
        double[] losses = new double[items.size()];
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int lane = 0; lane < laneCount; lane++) {
            int first = lane;
            tasks.add(() -> {
                LoraGradient gradient = lanes.get(first);
                gradient.clear();
                for (int i = first; i < items.size(); i += laneCount) {
                    losses[i] = lossAndGradient(items.get(i), 1f / items.size(), gradient);
                }
                return first;
            });
        }
        workers.run(tasks);
        for (int lane = 1; lane < laneCount; lane++) {
            lanes.getFirst().add(lanes.get(lane));
        }
        return losses;
    }

    private double lossAndGradient(TrainingBatch.Item item, float weight, LoraGradient gradient) {
        AdapterUse use = AdapterUse.of(adapter, item.strength());
        Activations found = spare.poll();
        Activations work =
                found == null ? Activations.forTraining(base.transformer().shape(), settings.rank()) : found;
        try {
            float[] target = item.own() ? item.target() : baseVelocity(work, item);
            base.transformer().forward(work, item.noisy(), item.time(), item.ids(), use);
            float[] gradVelocity = new float[target.length];
            double loss = FlowLoss.of(work.velocity(), target, weight, gradVelocity);
            base.transformer().backward(work, gradVelocity, use, gradient);
            return loss;
        } finally {
            spare.add(work);
        }
    }

    /** What the base says without the adapter: away from the character, the adapter is to change nothing. */
    private float[] baseVelocity(Activations work, TrainingBatch.Item item) {
        base.transformer().forward(work, item.noisy(), item.time(), item.ids(), null);
        return work.velocity().clone();
    }

    private static double mean(List<TrainingBatch.Item> items, double[] losses, boolean own) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < losses.length; i++) {
            if (items.get(i).own() == own) {
                sum += losses[i];
                count++;
            }
        }
        return sum / count;
    }

    private void update(int next, float rate) {
        LoraGradient gradient = lanes.getFirst();
        // Early averages would be dominated by the random start, hence the slower ramp.
        float decay = (float) Math.min(settings.emaDecay(), (next + 1.0) / (next + 10.0));
        for (int i = 0; i < optimisers.size(); i++) {
            var pair = gradient.pairs().get(i / 2);
            AdamW optimiser = optimisers.get(i);
            optimiser.step(i % 2 == 0 ? pair.down() : pair.upTransposed(), rate, next);
            float[] average = averages.get(i);
            for (int j = 0; j < average.length; j++) {
                average[j] = decay * average[j] + (1 - decay) * optimiser.parameters[j];
            }
        }
        adapter.pairs().forEach(LoraPair::refresh);
    }

    public Checkpoint checkpoint() {
        List<ParameterState> states = new ArrayList<>();
        for (int i = 0; i < optimisers.size(); i++) {
            states.add(ParameterState.copyOf(optimisers.get(i), averages.get(i)));
        }
        return new Checkpoint(base.name(), settings, step, examples, states);
    }

    /**
     * The LoRA as trained so far: the moving average if one is kept, else the present values.
     *
     * @param title name for the file's metadata
     */
    public MiniatureLoraFile result(String title) {
        LoraAdapter copy = LoraAdapter.zero(base.transformer().shape(), settings.rank(), (float) settings.alpha());
        for (int i = 0; i < copy.pairs().size(); i++) {
            LoraPair pair = copy.pairs().get(i);
            System.arraycopy(values(2 * i), 0, pair.down(), 0, pair.down().length);
            System.arraycopy(values(2 * i + 1), 0, pair.upTransposed(), 0, pair.upTransposed().length);
            pair.refresh();
        }
        return new MiniatureLoraFile(copy, LoraMetadata.of(base, settings, examples, step, title));
    }

    private float[] values(int parameter) {
        return settings.emaDecay() > 0 ? averages.get(parameter) : optimisers.get(parameter).parameters;
    }
}
