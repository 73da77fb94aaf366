package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loss, learning rate and time per step over training steps or time, drawn in the browser by uPlot inside
 * {@code <metric-chart>}. Only numbers are sent, and none of them is kept here; a new point is appended without redrawing
 * the page.
 */
@Tag("metric-chart")
public class MetricChart extends BrowserElement {
    /**
     * The curves of one run: all lists are of one length. Line styles differ so that runs can be distinguished without
     * colour.
     *
     * @param times seconds of training at each of the steps
     * @param smoothed losses, smoothed with the weight of {@link Look#USUAL}
     * @param rates learning rates
     */
    public record Curve(
            String label,
            List<Integer> steps,
            List<Double> times,
            List<Double> losses,
            List<Double> smoothed,
            List<Double> rates) {}

    /**
     * How the curves are shown.
     *
     * @param smoothing weight of the moving average, 0 to 0.999
     * @param axis {@code step} or {@code time}
     * @param outliers whether the lowest and highest values count for the range, too
     */
    public record Look(double smoothing, boolean log, String axis, boolean outliers) {
        public static final Look USUAL = new Look(0.95, false, "step", true);

        public Look {
            smoothing = Math.clamp(smoothing, 0, 0.999);
            axis = axis.equals("time") ? "time" : "step";
        }
    }

    public MetricChart(String label) {
        getElement().setAttribute("role", "group").setAttribute("aria-label", label);
    }

    public void show(List<Curve> curves) {
        call("this.show($0)", curves);
    }

    public void append(int index, Curve more) {
        call("this.append($0, $1)", index, more);
    }

    /** Shows a curve from its beginning, such as after an attempt took steps back. */
    public void replace(int index, Curve curve) {
        call("this.replace($0, $1)", index, curve);
    }

    /**
     * One measure, in a pane of its own.
     *
     * @param key of its values in a {@link Series}
     * @param percent whether values are shown as percentages; they are given in percent then
     */
    public record Pane(String key, String title, String unit, boolean percent) {}

    /**
     * A few measured points instead of a run's curve.
     *
     * @param steps places on the axis, ascending
     * @param values by key of the pane, one for each place or null
     */
    public record Series(
            String label,
            List<? extends Number> steps,
            Map<String, ? extends List<? extends @Nullable Number>> values) {}

    /** @param axis what the places are, in the singular: {@code step}, {@code strength} */
    public void show(String axis, List<Pane> panes, List<Series> series) {
        call("this.show($0, $1, $2)", series, axis, panes);
    }

    private void call(String script, Object... parameters) {
        getElement().executeJs("customElements.whenDefined('metric-chart').then(() => " + script + ")", parameters);
    }

    public void look(Look look) {
        getElement().setPropertyBean("view", look);
    }

    public void onLook(Consumer<Look> reaction) {
        on("view-changed", Look.class, reaction);
    }
}
