package io.understudy.datasets;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.characters.SampleCharacter;
import io.understudy.datasets.vision.ShotType;
import io.understudy.people.AdminsOnly;
import io.understudy.people.SystemActs;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
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
 * through the same doors as everyone's photos, and calling it again completes what is missing. It is the product's own
 * work: the admin who asks for it is in the audit trail, but made no part of what is trained on it.
 */
@Service
@AdminsOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class SampleSet implements SampleCharacter {
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
    private final ConsentLedger ledger;
    private final Acts acts;
    private final JsonMapper json;

    SampleSet(
            ResourcePatternResolver resources,
            CharacterService characters,
            PictureIntake intake,
            DatasetService datasets,
            MeasureService measures,
            ConsentLedger ledger,
            Acts acts,
            JsonMapper json) {
        this.resources = resources;
        this.characters = characters;
        this.intake = intake;
        this.datasets = datasets;
        this.measures = measures;
        this.ledger = ledger;
        this.acts = acts;
        this.json = json;
    }

    @Override
    public CharacterId load() {
        try {
            JsonNode description = description();
            acts.publish(
                    "sample.requested",
                    new Act.Subject("character", SLUG, description.path("name").asString()),
                    Map.of("pictures", "come with Understudy"));
            return SystemActs.call(() -> complete(description));
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
        } catch (Refusal.NotFound notYet) {
            CharacterDraft draft = new CharacterDraft(
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
        List<SeenPhoto> missing =
                ledger.page(character, LedgerFilter.MISSING, 0, IntakeLimits.PICTURES).lines().stream()
                        .map(LedgerLine::seen)
                        .toList();
        if (!missing.isEmpty()) {
            ledger.vouch(missing, SOURCE);
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
