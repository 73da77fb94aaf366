package io.understudy.platform.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import io.understudy.platform.core.DomainException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page about the one thing that its address names, after which it is titled. */
public abstract class TitledPage<P> extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private @Nullable P shown;

    /**
     * What the address asks for.
     *
     * @throws DomainException.NotFound when there is no such thing; then the page for that is shown
     */
    protected abstract P find(BeforeEnterEvent event);

    protected abstract String title(P thing);

    /** Fills the page, which is empty then. */
    protected abstract void show(P thing);

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        showAgain(find(event));
    }

    protected final void showAgain(P thing) {
        shown = thing;
        removeAll();
        show(thing);
    }

    protected final P shown() {
        return Objects.requireNonNull(shown, "The page shows nothing yet");
    }

    @Override
    public final String getPageTitle() {
        P thing = shown;
        return (thing == null ? "" : title(thing) + " · ") + "Understudy";
    }

    /** @param what has such an address, in the words of the refusal: {@code No version} */
    public static <T> T id(BeforeEnterEvent event, String parameter, String what, Function<UUID, T> of) {
        return id(event.getRouteParameters().get(parameter).orElse(""), what, of);
    }

    public static <T> T id(String text, String what, Function<UUID, T> of) {
        try {
            return of.apply(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new DomainException.NotFound(what + " has the address “" + text + "”: the link may be cut off.");
        }
    }
}
