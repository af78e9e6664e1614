using EdgeActors.Doctor;

namespace EdgeActors.Specs.Doctor;

/// <summary>The table of codes in docs/doctor.md is the code's. <c>EDGEACTORS_RENEW_DOCS=1</c> writes it.</summary>
public sealed class DoctorDocumentSpecs
{
    private static string Document { get; } = Path.Combine(Root(), "docs", "doctor.md");

    [Fact]
    public void Table_of_codes_is_what_the_code_says()
    {
        string text = File.ReadAllText(Document);
        int begin = text.IndexOf(CodeTable.Begin, StringComparison.Ordinal) + CodeTable.Begin.Length + 1;
        int end = text.IndexOf(CodeTable.End, StringComparison.Ordinal);
        string expected = "\n" + CodeTable.Markdown(Checks.Codes) + "\n";
        if (Environment.GetEnvironmentVariable("EDGEACTORS_RENEW_DOCS") == "1")
        {
            text = text[..begin] + expected + text[end..];
            File.WriteAllText(Document, text);
            end = text.IndexOf(CodeTable.End, StringComparison.Ordinal);
        }

        Assert.Equal(expected, text[begin..end]);
    }

    [Fact]
    public void Areas_of_the_document_are_those_of_the_command() =>
        Assert.All(AreaNames.All, area => Assert.Contains($"| `{area}` |", File.ReadAllText(Document), StringComparison.Ordinal));

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("no EdgeActors.sln above " + AppContext.BaseDirectory);
    }
}
