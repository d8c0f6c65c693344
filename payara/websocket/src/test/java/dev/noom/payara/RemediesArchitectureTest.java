package dev.noom.payara;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

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
}
