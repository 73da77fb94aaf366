package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.function.Consumer;

/**
 * Curves over training steps or time (loss, learning rate), drawn in the browser by uPlot inside
 * {@code <metric-chart>}. Only numbers are sent; a new point is appended without redrawing the page.
 */
@Tag("metric-chart")
public class MetricChart extends BrowserElement {
    /**
     * One curve: as many values as steps; line styles differ so that curves can be distinguished without colour.
     *
     * @param times seconds of training at each of the steps; empty where they are not known
     */
    public record Curve(String label, List<Double> steps, List<Double> values, List<Double> times) {
        public Curve(String label, List<Double> steps, List<Double> values) {
            this(label, steps, values, List.of());
        }
    }

    /**
     * How the curves are shown.
     *
     * @param smoothing weight of the moving average, 0 to 0.999
     * @param axis {@code step} or {@code time}
     * @param outliers whether the lowest and highest values count for the range, too
     */
    public record Look(double smoothing, boolean log, String axis, boolean outliers) {
        public static final Look USUAL = new Look(0.9, false, "step", true);

        public Look {
            smoothing = Math.clamp(smoothing, 0, 0.999);
            axis = axis.equals("time") ? "time" : "step";
        }
    }

    public MetricChart(String title, String unit) {
        getElement()
                .setAttribute("title-text", title)
                .setAttribute("unit", unit)
                .setAttribute("role", "img");
    }

    public void show(List<Curve> curves) {
        getElement().setPropertyList("curves", curves);
    }

    public void look(Look look) {
        getElement().setPropertyBean("view", look);
    }

    public void onLook(Consumer<Look> reaction) {
        on("view-changed", Look.class, reaction);
    }
}
