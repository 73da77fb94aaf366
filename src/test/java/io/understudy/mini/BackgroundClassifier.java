package io.understudy.mini;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Softmax regression from the colours along a picture's side edges to the background that its caption names. Pictures
 * with coloured or dimmed lighting are left out: the tint hides the background's colour.
 */
final class BackgroundClassifier {
    private static final Pattern BACKGROUND = Pattern.compile("(\\w+) background");
    private static final int GRID = 8;
    private static final int ROUNDS = 3000;
    private static final double RATE = 0.5;
    private static final double DECAY = 1e-4;

    private final List<String> labels;
    private final double[][] weights;

    private BackgroundClassifier(List<String> labels, int features) {
        this.labels = labels;
        this.weights = new double[labels.size()][features];
    }

    static BackgroundClassifier train(List<BufferedImage> images, List<String> captions) {
        List<double[]> inputs = new ArrayList<>();
        List<String> truths = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            BufferedImage image = images.get(i);
            background(captions.get(i)).ifPresent(truth -> {
                truths.add(truth);
                inputs.add(features(image));
            });
        }
        BackgroundClassifier classifier =
                new BackgroundClassifier(truths.stream().distinct().sorted().toList(), inputs.getFirst().length);
        for (int round = 0; round < ROUNDS; round++) {
            classifier.descend(inputs, truths);
        }
        return classifier;
    }

    /** Accuracy on pictures that were held out, each quarter in turn. */
    static double heldOutAccuracy(List<BufferedImage> images, List<String> captions) {
        double sum = 0;
        for (int fold = 0; fold < 4; fold++) {
            List<List<BufferedImage>> pictures = List.of(new ArrayList<>(), new ArrayList<>());
            List<List<String>> texts = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < images.size(); i++) {
                int part = i % 4 == fold ? 1 : 0;
                pictures.get(part).add(images.get(i));
                texts.get(part).add(captions.get(i));
            }
            sum += train(pictures.getFirst(), texts.getFirst()).accuracy(pictures.get(1), texts.get(1)) / 4;
        }
        return sum;
    }

    private void descend(List<double[]> inputs, List<String> truths) {
        double[][] gradient = new double[weights.length][inputs.getFirst().length];
        for (int i = 0; i < inputs.size(); i++) {
            double[] p = probabilities(inputs.get(i));
            p[labels.indexOf(truths.get(i))] -= 1;
            for (int label = 0; label < p.length; label++) {
                for (int f = 0; f < gradient[label].length; f++) {
                    gradient[label][f] += p[label] * inputs.get(i)[f] / inputs.size();
                }
            }
        }
        for (int label = 0; label < weights.length; label++) {
            for (int f = 0; f < weights[label].length; f++) {
                weights[label][f] -= RATE * (gradient[label][f] + DECAY * weights[label][f]);
            }
        }
    }

    private double[] probabilities(double[] input) {
        double[] p = new double[weights.length];
        double sum = 0;
        for (int label = 0; label < p.length; label++) {
            double score = 0;
            for (int f = 0; f < input.length; f++) {
                score += weights[label][f] * input[f];
            }
            p[label] = Math.exp(score);
            sum += p[label];
        }
        for (int label = 0; label < p.length; label++) {
            p[label] /= sum;
        }
        return p;
    }

    List<String> labels() {
        return labels;
    }

    String classify(BufferedImage image) {
        double[] p = probabilities(features(image));
        int best = 0;
        for (int label = 1; label < p.length; label++) {
            best = p[label] > p[best] ? label : best;
        }
        return labels.get(best);
    }

    /** Share of pictures whose background is named right. */
    double accuracy(List<BufferedImage> images, List<String> captions) {
        int right = 0;
        int asked = 0;
        for (int i = 0; i < images.size(); i++) {
            Optional<String> truth = background(captions.get(i));
            if (truth.isPresent()) {
                asked++;
                right += classify(images.get(i)).equals(truth.get()) ? 1 : 0;
            }
        }
        return (double) right / asked;
    }

    private static Optional<String> background(String caption) {
        Matcher matcher = BACKGROUND.matcher(caption);
        return !caption.contains("lighting") && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Colours of the side cells of an 8 x 8 mosaic without the lower part, where clothes are, and a constant. */
    private static double[] features(BufferedImage image) {
        float[] planes = SquarePicture.toPlanes(image, null, GRID);
        List<Double> features = new ArrayList<>();
        features.add(1.0);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < GRID; column++) {
                if (column == 0 || column == GRID - 1) {
                    for (int plane = 0; plane < 3; plane++) {
                        features.add((double) planes[(plane * GRID + row) * GRID + column]);
                    }
                }
            }
        }
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
