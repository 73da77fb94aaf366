package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.understudy.identity.Role;
import io.understudy.platform.core.Wording;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.exchange.WildcardLists;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.snippets.Snippet;
import io.understudy.prompts.templates.snippets.SnippetService;
import jakarta.annotation.security.RolesAllowed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

@Route(PromptRoutes.SNIPPETS)
@PageTitle("Snippets · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class SnippetsView extends Page implements BeforeEnterObserver {
    private static final int SHOWN = 600;
    private static final int PAGE_SIZE = 30;

    private final transient SnippetService snippets;
    private final PagedList list;

    SnippetsView(SnippetService snippets, ActSignals acts) {
        this.snippets = snippets;
        list = new PagedList(this::read, this::nothing)
                .searched("snippets", "names and words")
                .sorted("snippets", ListOrder.NAME, ListOrder.NEWEST, ListOrder.OLDEST)
                .inAddress()
                .following("snippets", acts.of("snippet"));
        add(
                new PageHeader("Snippets")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle(
                                "Words that templates share: changed here, changed in every template that names them.")
                        .primary(newSnippet()),
                list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters address = event.getLocation().getQueryParameters();
        list.show(address.getSingleParameter("name")
                .map(name -> QueryParameters.of(SearchField.PARAMETER, name))
                .orElse(address));
    }

    private Button newSnippet() {
        return new Button("New snippet", VaadinIcon.PLUS.create(), event -> edit(null));
    }

    private EmptyState nothing() {
        return new EmptyState(
                VaadinIcon.PUZZLE_PIECE,
                "No snippets yet",
                "Text used in many templates, such as the team's lighting or its list of outfits, is written once"
                        + " here and named {@rim-light} there.",
                newSnippet());
    }

    private PagedList.Slice read(int page) {
        return PagedList.Slice.of(
                snippets.page(new SearchText(list.text()), list.order(), PageRequest.of(page, PAGE_SIZE)),
                Snippet::id,
                this::card);
    }

    private Div card(Snippet snippet) {
        IconButton edit = new IconButton(VaadinIcon.EDIT, "Edit " + snippet.token(), () -> edit(snippet));
        IconButton delete = new IconButton(VaadinIcon.TRASH, "Delete " + snippet.token(), () -> {
            snippets.delete(snippet.id());
            list.refresh();
            Notifications.undoable(
                    snippet.token() + " was deleted",
                    () -> ErrorMessages.guard(() -> {
                        snippets.create(snippet.name(), snippet.text());
                        list.refresh();
                    }));
        });
        Div actions = Styled.div("actions", edit, delete);
        WildcardLists.text(snippet.text())
                .ifPresent(lines -> actions.addComponentAsFirst(wildcardFile(snippet, lines)));
        Div head = Styled.div("title-row", new H2(snippet.token()), actions);
        String words = snippet.text();
        Paragraph text = new Paragraph(Wording.cut(words, SHOWN));
        text.addClassName("prompt-preview");
        Span uses = Hint.inline("changed by " + snippet.changedBy() + " ");
        uses.add(new RelativeTime(snippet.changedAt()));
        Anchor users = new Anchor(
                PromptRoutes.LIBRARY + "?q=%7B@" + snippet.name() + "%7D",
                "in " + Formats.plural(snippet.usedBy(), "template", "templates"));
        Div card = new Panel(head, text, Styled.div("actions secondary-text", uses, users));
        card.addClassName("prompt-card");
        card.setId(snippet.name());
        return card;
    }

    private static Anchor wildcardFile(Snippet snippet, String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        Anchor download = new Anchor(
                DownloadHandler.fromInputStream(event -> new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        snippet.name() + ".txt",
                        "text/plain;charset=utf-8",
                        bytes.length)),
                AttachmentType.DOWNLOAD,
                "Wildcard file");
        download.getElement().setAttribute("aria-label", "Download " + snippet.token() + " as a wildcard file");
        return download;
    }

    private void edit(@Nullable Snippet snippet) {
        new SnippetDialog(snippets, snippet, list::refresh).open();
    }
}
