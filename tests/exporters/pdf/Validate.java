import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Holds files against PDF/A-2a and PDF/UA-1: a line for each file and rule that it breaks, and one for each check. */
public class Validate {
    private static final String PROFILES = "org/verapdf/pdfa/validation/";

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        VeraGreenfieldFoundryProvider.initialise();
        for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
            ValidationProfile profile = profile(flavour == PDFAFlavour.PDFA_2_A ? "PDFA-2A.xml" : "PDFUA-1.xml");
            for (String file : files) {
                check(file, flavour, profile, out);
            }
        }
    }

    private static ValidationProfile profile(String name) throws Exception {
        try (InputStream stream = PDFAFlavour.class.getClassLoader().getResourceAsStream(PROFILES + name)) {
            return Profiles.profileFromXml(stream);
        }
    }

    private static void check(String file, PDFAFlavour flavour, ValidationProfile profile, PrintStream out)
            throws Exception {
        try (FileInputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            Map<String, String> broken = new LinkedHashMap<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, each.getMessage() + " @ " + each.getLocation().getContext());
                }
            }
            for (Map.Entry<String, String> rule : broken.entrySet()) {
                out.println("BROKEN\t" + flavour.getId() + "\t" + file + "\t" + rule.getKey() + "\t" + rule.getValue());
            }
            String answer = result.isCompliant() ? "SOUND" : "UNSOUND";
            out.println(answer + "\t" + flavour.getId() + "\t" + file + "\t" + result.getTotalAssertions());
        }
    }
}
