package reach;

import java.io.IOException;
import java.net.URL;
import java.util.stream.Stream;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.procedure.UserFunction;

/** A plug-in that reaches out, by a function and by a procedure, both for readers. */
public class Reach {
    public static class Found {
        public String text;
    }

    @UserFunction("reach.text")
    public String text(@Name("url") String url) throws IOException {
        return new String(new URL(url).openStream().readAllBytes());
    }

    @Procedure(name = "reach.texts", mode = Mode.READ)
    public Stream<Found> texts(@Name("url") String url) throws IOException {
        Found found = new Found();
        found.text = text(url);
        return Stream.of(found);
    }
}
