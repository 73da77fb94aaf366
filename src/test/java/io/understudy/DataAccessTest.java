package io.understudy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.understudy.support.DataAccess;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.repository.NoRepositoryBean;

/** The last of {@code verify}: every statement has met both databases. */
@Tag("last")
class DataAccessTest {
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everyMethodOfRepositoriesAndQueryClassesWasCalled(String database) throws IOException {
        Set<String> product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.understudy").stream()
                        .filter(type -> !type.isAnnotatedWith(NoRepositoryBean.class))
                        .map(JavaClass::reflect)
                        .filter(DataAccess::isDataAccess)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods())
                                .filter(method -> !method.isSynthetic()
                                        && !Modifier.isPrivate(method.getModifiers())
                                        && !Modifier.isStatic(method.getModifiers()))
                                .map(method -> DataAccess.method(type, method)))
                        .collect(toSet());

        assertThat(product).hasSizeGreaterThan(500);
        assertThat(Files.readAllLines(DataAccess.file(database))).containsAll(product);
    }
}
