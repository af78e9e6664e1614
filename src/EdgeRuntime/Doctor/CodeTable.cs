using System.Text;

namespace EdgeActors.Doctor;

/// <summary>The table of codes in docs/doctor.md.</summary>
internal static class CodeTable
{
    /// <summary>The line before the table in the document.</summary>
    public const string Begin = "<!-- codes: written by DoctorDocumentSpecs -->";

    /// <summary>The line after it.</summary>
    public const string End = "<!-- end of codes -->";

    /// <summary>The table, without those lines.</summary>
    public static string Markdown(IEnumerable<DoctorCode> codes)
    {
        StringBuilder table = new("| code | severity | area | what it says | what to do |\n|---|---|---|---|---|\n");
        foreach (DoctorCode code in codes)
        {
            string area = CheckCodes.All.Contains(code) ? "any" : AreaNames.Of(code.Area);
            table.Append($"| `{code.Name}` | {DoctorView.Word(code.Severity)} | {area} | {Cell(code.Meaning)} | {(code.Fix.Length == 0 ? "–" : Cell(code.Fix))} |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
