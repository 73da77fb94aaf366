package io.understudy.mini;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Collects benchmark results as rows of a Markdown table and grids of pictures. */
final class BenchmarkTable {
    private final List<String> rows = new ArrayList<>();

    BenchmarkTable(String title) {
        rows.add("");
        rows.add("| " + title + " | measured | wanted | |");
        rows.add("|---|---|---|---|");
    }

    void row(String what, String measured, String wanted, boolean reached) {
        rows.add("| %s | %s | %s | %s |".formatted(what, measured, wanted, reached ? "ok" : "NOT REACHED"));
    }

    void note(String what, String measured) {
        rows.add("| %s | %s | | |".formatted(what, measured));
    }

    void print() {
        System.out.println(String.join(System.lineSeparator(), rows));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Writes a grid of pictures to {@code target/bench/NAME.png}. */
    static void grid(String name, List<BufferedImage> pictures, int columns) throws IOException {
        int side = pictures.getFirst().getWidth();
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage grid = new BufferedImage(columns * (side + 2), rows * (side + 2), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = grid.createGraphics();
        for (int i = 0; i < pictures.size(); i++) {
            graphics.drawImage(pictures.get(i), i % columns * (side + 2), i / columns * (side + 2), null);
        }
        graphics.dispose();
        File file = new File("target/bench/" + name + ".png");
        if (!file.getParentFile().isDirectory() && !file.getParentFile().mkdirs()) {
            throw new IOException("Cannot make " + file.getParentFile());
        }
        ImageIO.write(grid, "png", file);
    }
}
