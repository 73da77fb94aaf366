package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.bundle.Hashes;
import io.understudy.characters.CharacterId;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.review.ReviewService;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.CharactersApi;
import org.openapitools.client.api.DatasetsApi;
import org.openapitools.client.api.MeApi;
import org.openapitools.client.api.ReleasesApi;
import org.openapitools.client.api.RunsApi;
import org.openapitools.client.api.VersionsApi;
import org.openapitools.client.model.CharacterModel;
import org.openapitools.client.model.NewCharacterModel;
import org.openapitools.client.model.NewRunModel;
import org.openapitools.client.model.RunMetricModel;
import org.openapitools.client.model.RunModel;
import org.openapitools.client.model.UploadModel;
import org.openapitools.client.model.VersionModel;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The main story without a browser, by the client that the build generates from {@code docs/openapi.json}. */
class GeneratedClientTest extends ApiTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @TempDir
    Path folder;

    private final ApiClient client = new ApiClient();

    /** The generated code would send the name of a file, as JSON, where its bytes are asked for. */
    private static final class FileMapper extends JsonMapper {
        private FileMapper() {
            super(JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
        }

        @Override
        public byte[] writeValueAsBytes(Object value) {
            try {
                return value instanceof File file ? Files.readAllBytes(file.toPath()) : super.writeValueAsBytes(value);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    @BeforeEach
    void connect() {
        stories.forget();
        client.updateBaseUri("http://localhost:" + port);
        client.setObjectMapper(new FileMapper());
        use(token);
    }

    private void use(String secret) {
        client.setRequestInterceptor(request -> request.setHeader("Authorization", "Bearer " + secret));
    }

    @Test
    void itLeadsFromPhotosToAnApprovedFile() throws Exception {
        assertThat(new MeApi(client).me().getName()).isEqualTo("Mara via pipeline");
        CharacterModel nora = new CharactersApi(client)
                .createCharacter(
                        new NewCharacterModel()
                                .name("Nora")
                                .subject("woman")
                                .triggerWord("ohwx woman")
                                .likenessBasis(NewCharacterModel.LikenessBasisEnum.SYNTHETIC),
                        "create-nora");
        assertThat(nora.getSlug()).isEqualTo("nora");
        File photo = Files.write(folder.resolve("1.jpg"), PHOTO).toFile();
        UploadModel upload = new DatasetsApi(client).uploadPictures("nora", "1.jpg", photo, null);
        assertThat(upload.getAdded()).containsExactly("1.jpg");

        RunModel run = trained();
        assertThat(run.getState()).isEqualTo(RunModel.StateEnum.SUCCEEDED);
        assertThat(new RunsApi(client)
                        .readMetrics(run.getNumber(), 0, null, null)
                        .getItems())
                .extracting(RunMetricModel::getStep)
                .contains(1, 10);

        VersionModel version = version();
        assertThat(version.getRun()).isEqualTo(run.getNumber());
        new Approval(people, versions, reviews, checklist).of(new VersionId(version.getId()), mara);
        assertThat(version().getState()).isEqualTo(VersionModel.StateEnum.APPROVED);
        ApiResponse<File> fetched =
                new ReleasesApi(client).fetchProductionFileWithHttpInfo("nora", version.getBaseModel());
        assertThat(fetched.getHeaders().get("ETag"))
                .containsExactly('"' + Hashes.ofFile(fetched.getData().toPath()) + '"');
    }

    private RunModel trained() throws ApiException {
        RunsApi runs = new RunsApi(client);
        NewRunModel asked = new NewRunModel()
                .backend("told")
                .steps(10)
                .sampleEvery(5)
                .saveEvery(5)
                .fewerPicturesConfirmed(true);
        Long number = runs.launchRun("nora", asked, "first-run").getNumber();
        assertThat(runs.launchRun("nora", asked, "first-run").getNumber()).isEqualTo(number);
        assertThat(runs.getRun(number).getState()).isEqualTo(RunModel.StateEnum.QUEUED);
        people.signIn(mara);
        stories.start();
        stories.steps(1, 10);
        stories.sample(10);
        stories.finish();
        return runs.getRun(number);
    }

    private VersionModel version() throws ApiException {
        List<VersionModel> all =
                new VersionsApi(client).listVersions("nora", null, null, null).getItems();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aProblemIsAnExceptionThatCarriesItsWords() {
        assertThatThrownBy(() -> new CharactersApi(client).getCharacter("nobody"))
                .isInstanceOfSatisfying(ApiException.class, missing -> {
                    assertThat(missing.getCode()).isEqualTo(404);
                    assertThat(missing.getResponseBody()).contains("\"detail\"");
                });
    }

    @Test
    @Tag("attack")
    void itNeitherSignsNorSeesWhatItsTokenDoesNotOpen() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        stories.finished(ava, 10, 1e-4);
        UUID version = new VersionsApi(client)
                .listVersions("ava", null, null, null)
                .getItems()
                .getFirst()
                .getId();
        assertThat(post("/api/v1/versions/" + version + "/approval", "{}").status())
                .isEqualTo(403);

        use(tokenOf(mara, Set.of(TokenScope.READ), character("Bea", "sks woman")));
        assertThatThrownBy(() -> new VersionsApi(client).getVersion(version))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        missing -> assertThat(missing.getCode()).isEqualTo(404));
    }
}
