package io.understudy.datasets.sample;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.characters.SampleCharacterProvider;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.consent.ConsentBasis;
import io.understudy.datasets.consent.ConsentStatement;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.CaptionedFile;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worked example that comes with the product: a character with pictures and captions, ready to launch. It comes
 * through the same services as everyone's photos, and calling it again completes what is missing. It is the product's own
 * work: the admin who asks for it is in the audit trail, but made no part of what is trained on it.
 */
@Service
@AdminsOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class SampleDataset implements SampleCharacterProvider {
    private static final String FOLDER = "classpath:/sample/ava-lindqvist/";
    private static final String SLUG = "ava-lindqvist";
    private static final ConsentStatement SOURCE = new ConsentStatement(
            ConsentBasis.SYNTHETIC,
            "Drawn for this product by the program in src/sample-character; the head is based on ToonHead by Johan Melin.",
            "CC BY 4.0: keep the credit to Johan Melin and the note that his drawing was changed.",
            null);

    private final ResourcePatternResolver resources;
    private final CharacterService characters;
    private final PictureIntake intake;
    private final DatasetService datasets;
    private final MeasureService measures;
    private final PhotoConsentService consents;
    private final AuditEvents auditEvents;
    private final JsonMapper json;

    SampleDataset(
            ResourcePatternResolver resources,
            CharacterService characters,
            PictureIntake intake,
            DatasetService datasets,
            MeasureService measures,
            PhotoConsentService consents,
            AuditEvents auditEvents,
            JsonMapper json) {
        this.resources = resources;
        this.characters = characters;
        this.intake = intake;
        this.datasets = datasets;
        this.measures = measures;
        this.consents = consents;
        this.auditEvents = auditEvents;
        this.json = json;
    }

    @Override
    public CharacterId load() {
        try {
            JsonNode description = description();
            auditEvents.publish(
                    "sample.requested",
                    new AuditEvent.Subject(
                            "character", SLUG, description.path("name").asString()),
                    Map.of("pictures", "come with Understudy"));
            return RunAs.call(() -> complete(description));
        } catch (IOException e) {
            throw new UncheckedIOException("The sample character inside of the product cannot be read", e);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception unexpected) {
            throw new IllegalStateException("The sample character could not be loaded", unexpected);
        }
    }

    private CharacterId complete(JsonNode description) throws IOException {
        CharacterSummary character = characterOf(description);
        IntakeReport report = intake.take(character, pictures());
        if (character.cover() == null && !report.added().isEmpty()) {
            useAsCover(character.id(), description.path("cover").asString(""));
        }
        vouch(character.id());
        sayShotTypes(character.id(), report.added());
        return character.id();
    }

    private CharacterSummary characterOf(JsonNode description) {
        try {
            return characters.bySlug(SLUG);
        } catch (DomainException.NotFound notYet) {
            CharacterDraft draft = CharacterDraft.of(
                    description.path("name").asString(),
                    description.path("subject").asString(),
                    description.path("triggerWord").asString(),
                    description.path("description").asString());
            return characters.create(
                    draft,
                    LikenessBasis.valueOf(description.path("likenessBasis").asString()));
        }
    }

    /** The networks know photos and find few people on drawings; the captions say what was drawn. */
    private void sayShotTypes(CharacterId character, List<String> added) {
        for (ShotType shot : ShotType.values()) {
            List<PictureId> drawn =
                    datasets.pictures(character, PictureFilter.ALL, 0, IntakeLimits.PICTURES).pictures().stream()
                            .filter(picture -> added.contains(picture.fileName()))
                            .filter(picture -> picture.caption().contains(", " + shot.words()))
                            .map(PictureSummary::id)
                            .toList();
            if (!drawn.isEmpty()) {
                measures.correctShot(drawn, shot, "Set by the sample: drawn picture.");
            }
        }
    }

    private void vouch(CharacterId character) {
        List<PhotoRevision> missing =
                consents.page(character, LedgerFilter.MISSING, 0, IntakeLimits.PICTURES).lines().stream()
                        .map(LedgerLine::revision)
                        .toList();
        if (!missing.isEmpty()) {
            consents.vouch(missing, SOURCE);
        }
    }

    private void useAsCover(CharacterId character, String fileName) {
        datasets.pictures(character, PictureFilter.ALL, 0, IntakeLimits.PICTURES).pictures().stream()
                .filter(picture -> picture.fileName().equals(fileName))
                .findFirst()
                .ifPresent(picture -> characters.useAsCover(character, picture.thumbnail()));
    }

    private JsonNode description() throws IOException {
        try (InputStream in = resources.getResource(FOLDER + "character.json").getInputStream()) {
            return json.readTree(in);
        }
    }

    private List<CaptionedFile> pictures() throws IOException {
        List<CaptionedFile> files = new ArrayList<>();
        for (Resource resource : resources.getResources(FOLDER + "ava-*.*")) {
            String name = String.valueOf(resource.getFilename());
            if (!name.endsWith(".txt")) {
                Resource caption = resources.getResource(FOLDER + PictureFileName.stem(name) + ".txt");
                files.add(new CaptionedFile(
                        name, caption.getContentAsString(StandardCharsets.UTF_8), resource::getInputStream));
            }
        }
        files.sort(Comparator.comparing(CaptionedFile::name));
        return files;
    }
}
