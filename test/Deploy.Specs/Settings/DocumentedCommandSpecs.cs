using System.Text.RegularExpressions;
using EdgeActors.Cli;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Settings;

/// <summary>Commands and files that the documents name are real.</summary>
public sealed partial class DocumentedCommandSpecs
{
    private static readonly string[] Documents = ["deploy/RUNBOOK.md", "deploy/README.md", "deploy/docker/Containerfile", "docs/migrate.md", "docs/capture.md", "docs/doctor.md", "docs/fleet-operator.md"];

    public static TheoryData<string, string> Commands { get; } = FindCommands();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Commands_in_documents_are_understood(string document, string command)
    {
        string[] arguments = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(CommandLine.Create().Parse(ImpliedRun.Apply(arguments)).Errors.Count == 0, $"{document}: edgeactors {command}");
    }

    [Fact]
    public void Commands_are_found_in_all_forms()
    {
        Assert.Contains(Commands, c => (string)c[0] == "deploy/RUNBOOK.md" && ((string)c[1]).StartsWith("capture verify", StringComparison.Ordinal));
        Assert.Contains(Commands, c => (string)c[0] == "deploy/docker/Containerfile" && ((string)c[1]).StartsWith("status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deploy/RUNBOOK.md")]
    [InlineData("deploy/README.md")]
    [InlineData("deploy/iam/README.md")]
    [InlineData("docs/migrate.md")]
    public void Links_lead_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Workplace.Root, document))!;
        string[] links = [.. Link().Matches(File.ReadAllText(Path.Combine(Workplace.Root, document))).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal))];

        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(folder, link)));
    }

    [NeedsTheory(Needs.Shellcheck)]
    [InlineData("deploy/build")]
    [InlineData("deploy/check-reproducible")]
    [InlineData("deploy/install.sh")]
    [InlineData("deploy/debian/build")]
    [InlineData("deploy/debian/postinst")]
    [InlineData("deploy/debian/prerm")]
    [InlineData("deploy/debian/postrm")]
    [InlineData(".ci/packages")]
    public async Task Shell_scripts_are_clean(string script)
    {
        await Programs.MustRunAsync(TimeSpan.FromMinutes(1), "shellcheck", Path.Combine(Workplace.Root, script));
    }

    [Fact]
    public void Container_copies_only_what_the_zip_holds_and_runs_as_nobody_special()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Workplace.Root, "deploy", "docker", "Containerfile"));
        string[] copied = [.. lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..^1])];
        string built = File.ReadAllText(Path.Combine(Workplace.Root, "deploy", "build"));

        Assert.Superset(new HashSet<string> { "edgeactors", "libonnxruntime.so.1", "libe_sqlite3.so" }, copied.ToHashSet());
        Assert.All(copied.Except(["edgeactors", "libonnxruntime.so.1", "libe_sqlite3.so"]), file => Assert.Contains(file, built, StringComparison.Ordinal));
        Assert.DoesNotContain("USER root", lines);
        Assert.Contains(lines, l => UnprivilegedUser().IsMatch(l));
        Assert.Contains(lines, l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
    }

    // In text `edgeactors …`, at the start of a line of an example, or in the list form of a container file; a word alone is only named.
    // AS, HERE and the like are the runbook's own words.
    private static TheoryData<string, string> FindCommands()
    {
        TheoryData<string, string> found = [];
        foreach (string document in Documents)
        {
            string text = File.ReadAllText(Path.Combine(Workplace.Root, document));
            string prose = Listed().Replace(text, m => "`edgeactors " + m.Groups[1].Value.Replace("\", \"", " ", StringComparison.Ordinal) + "`");
            foreach (Match match in Command().Matches(prose))
            {
                string command = match.Groups[1].Value
                    .Replace("HERE", "-c config.json --data-root /var/lib/edgeactors", StringComparison.Ordinal)
                    .Replace("BYTES", "524288000", StringComparison.Ordinal);
                if (command.Trim().Contains(' ', StringComparison.Ordinal) && !command.Contains('…', StringComparison.Ordinal))
                {
                    found.Add(document, command.Trim());
                }
            }
        }

        return found;
    }

    [GeneratedRegex(@"(?:`(?:AS )?|^(?:sudo -u edgeactors )?)edgeactors ((?:run|demo|models|predict|capture|status|config|doctor|package|fleet|-)[^`#&\n]*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\[""/opt/edgeactors/edgeactors"", ""(.*)""\]")]
    private static partial Regex Listed();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\AUSER [1-9]\d*:[1-9]\d*\z")]
    private static partial Regex UnprivilegedUser();
}
