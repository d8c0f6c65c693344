package dev.noom.payara;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the remedies know of the product: the one interface. */
@AnalyzeClasses(packages = "dev.noom.payara", importOptions = DoNotIncludeTests.class)
class RemediesArchitectureTest {
  @ArchTest
  static final ArchRule remedies_know_one_interface_of_ours =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "jakarta..", "org.glassfish..", "dev.noom.payara..", "dev.noom.frames");

  @ArchTest
  static final ArchRule each_remedy_can_be_deleted_alone =
      slices().matching("dev.noom.payara.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule what_they_share_knows_none_of_them =
      noClasses()
          .that()
          .resideInAPackage("dev.noom.payara.server")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.noom.payara",
              "dev.noom.payara.websocket",
              "dev.noom.payara.http",
              "dev.noom.payara.log");
}
