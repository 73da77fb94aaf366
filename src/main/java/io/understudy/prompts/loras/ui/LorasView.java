package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.storage.BlobHash;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

@Route(LoraRoutes.LIBRARY)
@PageTitle("LoRA files · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class LorasView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 25;

    private final transient LoraFileService files;
    private final transient PassportService passports;
    private final PagedList list;
    private final Queue<LoraDescriptionDialog> waiting = new ArrayDeque<>();

    LorasView(LoraFileService files, PassportService passports, ActSignals acts) {
        this.files = files;
        this.passports = passports;
        this.list = new PagedList(this::read, LorasView::nothing)
                .searched("LoRA files", "names, trigger words, sources and licences")
                .sorted("LoRA files", ListOrder.NAME, ListOrder.NEWEST, ListOrder.OLDEST)
                .inAddress()
                .following("LoRA files", acts.of("lora"));
        add(
                new PageHeader("LoRA files")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("Styles, poses and others made elsewhere. What the team trains is on its"
                                + " character."),
                upload(),
                list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.show(event.getLocation().getQueryParameters());
    }

    private Upload upload() {
        Upload upload = new Upload(new StreamedUpload<>(
                LoraFileService.LIMIT,
                (file, in) -> files.take(file.getFileName(), in),
                this::taken,
                Notifications::refused));
        upload.setUploadButton(new Button("Choose files…"));
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setAcceptedFileExtensions(LoraFileService.ENDING);
        upload.setDropLabel(
                new Span("Drop .safetensors files here, up to " + Formats.bytes(LoraFileService.LIMIT) + " each"));
        upload.addFileRejectedListener(
                event -> Notifications.refused(event.getFileName() + " is no " + LoraFileService.ENDING
                        + " file, or it is larger than " + Formats.bytes(LoraFileService.LIMIT) + "."));
        upload.setId("lora-upload");
        return upload;
    }

    void taken(LoraFileDetails file) {
        Notifications.done(file.fileName() + " is in the library");
        list.refresh();
        waiting.add(new LoraDescriptionDialog(
                files, file, passports.find(file.file()).orElse(null), list::refresh));
        if (waiting.size() == 1) {
            describeNext();
        }
    }

    /** One dialog after another, however many files arrive at once. */
    private void describeNext() {
        LoraDescriptionDialog next = waiting.peek();
        if (next == null) {
            return;
        }
        next.addOpenedChangeListener(change -> {
            if (!change.isOpened() && waiting.remove(next)) {
                describeNext();
            }
        });
        next.open();
    }

    private PagedList.Slice read(int page) {
        var result = files.page(list.text(), null, list.order(), PageRequest.of(page, PAGE_SIZE));
        Map<BlobHash, FilePassport> known =
                passports.find(result.map(LoraFileDetails::file).getContent());
        return PagedList.Slice.of(result, LoraFileDetails::id, file -> card(file, known.get(file.file())));
    }

    private static EmptyState nothing() {
        return new EmptyState(
                VaadinIcon.FILE_ADD,
                "No LoRA files yet",
                "Add a style or a pose that was made elsewhere. Each file is read while it arrives: what it is, which"
                        + " model it fits, how strong it is.");
    }

    private LoraCard card(LoraFileDetails file, @Nullable FilePassport passport) {
        return new LoraCard(
                file,
                passport,
                () -> new LoraDescriptionDialog(files, file, passport, list::refresh).open(),
                () -> remove(file));
    }

    private void remove(LoraFileDetails file) {
        files.remove(file.id());
        list.refresh();
        Notifications.undoable(
                file.fileName() + " was removed",
                () -> ErrorMessages.guard(() -> {
                    files.restore(file.id());
                    list.refresh();
                }));
    }
}
