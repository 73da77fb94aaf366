package io.understudy.generation.backends.api;

import io.understudy.platform.jobs.JobFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Remembers what a generation task reported, and completes with its final report. */
public class RecordedPictures implements GenerationReporter {
    public enum Ending {
        FINISHED,
        FAILED,
        CANCELLED
    }

    public record Drawn(byte[] encoded, String mediaType, double seconds) {}

    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Map<Integer, Drawn> pictures = new TreeMap<>();
    private final Map<Integer, String> previews = new TreeMap<>();
    private final Map<Integer, String> handles = new TreeMap<>();
    private final Map<Integer, String> refusals = new TreeMap<>();
    private int sent;
    private final List<String> twice = new ArrayList<>();
    private final List<String> afterTheEnd = new ArrayList<>();
    private IntConsumer onPicture = position -> {};
    private Optional<JobFailure> problem = Optional.empty();

    public RecordedPictures onPicture(IntConsumer reaction) {
        onPicture = reaction;
        return this;
    }

    /** Waits for the final report, not longer than any test may take. */
    public Ending ending() throws Exception {
        return ending.get(2, TimeUnit.MINUTES);
    }

    public synchronized Map<Integer, Drawn> pictures() {
        return new TreeMap<>(pictures);
    }

    /** The media types of what pictures looked like before they were done. */
    public synchronized Map<Integer, String> previews() {
        return new TreeMap<>(previews);
    }

    /** What a later attempt would find each picture by. */
    public synchronized Map<Integer, String> handles() {
        return new TreeMap<>(handles);
    }

    public synchronized Map<Integer, String> refusals() {
        return new TreeMap<>(refusals);
    }

    /** Requests that were made and not taken back as free. */
    public synchronized int sent() {
        return sent;
    }

    public synchronized List<String> drawnTwice() {
        return List.copyOf(twice);
    }

    public synchronized List<String> afterTheEnd() {
        return List.copyOf(afterTheEnd);
    }

    public synchronized JobFailure problem() {
        return problem.orElseThrow();
    }

    @Override
    public void preparing(String words) {
        hear("preparing");
    }

    @Override
    public void sending(int position, String handle) {
        synchronized (this) {
            hear("sending");
            sent++;
            handles.put(position, handle);
        }
    }

    @Override
    public void notCharged(int position) {
        synchronized (this) {
            hear("not charged");
            sent--;
            handles.remove(position);
        }
    }

    @Override
    public void underway(int position, String handle) {
        synchronized (this) {
            hear("underway");
            handles.put(position, handle);
        }
    }

    @Override
    public synchronized void preview(int position, byte[] encoded, String mediaType) {
        previews.put(position, mediaType);
    }

    @Override
    public void drawn(int position, byte[] encoded, String mediaType, double seconds) {
        synchronized (this) {
            hear("drawn");
            if (pictures.put(position, new Drawn(encoded, mediaType, seconds)) != null) {
                twice.add("picture " + position);
            }
        }
        onPicture.accept(position);
    }

    @Override
    public void refused(int position, String words) {
        synchronized (this) {
            hear("refused");
            refusals.put(position, words);
        }
    }

    @Override
    public void finished() {
        hear("finished");
        ending.complete(Ending.FINISHED);
    }

    @Override
    public synchronized void failed(JobFailure why, Set<Integer> over) {
        hear("failed");
        over.forEach(handles::remove);
        problem = Optional.of(why);
        ending.complete(Ending.FAILED);
    }

    @Override
    public void cancelled() {
        hear("cancelled");
        ending.complete(Ending.CANCELLED);
    }

    private synchronized void hear(String what) {
        if (ending.isDone()) {
            afterTheEnd.add(what);
        }
    }
}
