namespace EdgeActors.Specs.Configuration.Catalogue;

public sealed class CatalogueTableSpecs
{
    [Fact]
    public void Documented_tables_are_those_of_the_catalogue()
    {
        string path = Path.Combine(Root(), "docs", "configuration.md");
        string document = File.ReadAllText(path);
        string expected = CatalogueTable.Renewed(document);
        if (Environment.GetEnvironmentVariable("EDGEACTORS_RENEW_DOCS") == "1" && document != expected)
        {
            File.WriteAllText(path, expected);
            document = expected;
        }

        Assert.True(document == expected, $"docs/configuration.md is not what the catalogue says. Run this spec with EDGEACTORS_RENEW_DOCS=1, or write:\n{expected}");
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no EdgeActors.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
