package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderSummary;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.VersionSignals;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;

class RenderHistoryPanel extends Panel {
    private static final int PAGE_SIZE = 12;

    private final transient PlaygroundService playground;
    private final transient StackableLoraService loras;
    private final TextField search = new SearchField("Prompt or LoRA", "Search what you have tried");
    private final PagedList list = new PagedList(this::read, this::nothing);

    RenderHistoryPanel(PlaygroundService playground, StackableLoraService loras, VersionSignals versions) {
        this.playground = playground;
        this.loras = loras;
        search.addValueChangeListener(event -> list.show(0));
        add(Styled.div("title-row", new H2("What you have tried"), search), list);
        list.following("what you have tried", versions.changes());
        list.refresh();
    }

    void refresh() {
        list.refresh();
    }

    void showNewest() {
        list.show(0);
    }

    private PagedList.Slice read(int page) {
        Page<RenderSummary> takes = playground.mine(search.getValue(), PageRequest.of(page, PAGE_SIZE));
        Set<LoraRef> used =
                takes.stream().flatMap(take -> take.loras().stream()).collect(Collectors.toSet());
        Map<LoraRef, StackableLora> known = loras.resolve(used);
        return PagedList.Slice.of(
                takes.map(take -> new Take(
                        take,
                        take.loras().stream()
                                .flatMap(ref -> Stream.ofNullable(known.get(ref)))
                                .flatMap(lora -> lora.refusal().stream())
                                .collect(Collectors.joining(" ")))),
                take -> take.render().id(),
                take -> row(take.render(), take.unusable()));
    }

    /** @param unusable why its LoRAs may no longer be used; empty when they may */
    private record Take(RenderSummary render, String unusable) {}

    private Hint nothing() {
        return new Hint(
                search.isEmpty()
                        ? "Nothing yet. What you generate is kept here, with its prompt, LoRAs, settings and seeds."
                        : "Nothing that you have tried matches “" + search.getValue() + "”.");
    }

    private Div row(RenderSummary take, String unusable) {
        Div pictures = Styled.div("take-thumbnails");
        take.thumbnails().forEach(hash -> {
            pictures.add(new LazyImage(BlobUrls.of(hash), ""));
        });
        String words = String.join(" ⇆ ", take.prompts());
        Anchor open = new Anchor(PlaygroundRoutes.of(take.id()), words);
        Span state = Hint.inline(
                new Span(take.drawn() + " of " + take.pictures() + " pictures, "), new RelativeTime(take.askedAt()));
        Div text = Styled.div("take-words", open, state);
        if (!unusable.isEmpty()) {
            StateBadge mark = new StateBadge("not usable", BadgeTone.BAD, VaadinIcon.BAN);
            mark.setTitle(unusable);
            text.add(mark);
        }
        IconButton remove = new IconButton(VaadinIcon.TRASH, "Remove from the history: " + words, () -> remove(take));
        return Styled.div("take-row", pictures, text, remove);
    }

    private void remove(RenderSummary take) {
        playground.remove(take.id());
        list.show(0);
        Notifications.undoable(
                "Removed from your history",
                () -> ErrorMessages.guard(() -> {
                    playground.restore(take.id());
                    list.show(0);
                }));
    }
}
