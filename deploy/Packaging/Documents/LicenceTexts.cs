namespace EdgeActors.Packaging.Documents;

/// <summary>The full texts of licences that packages name only by their SPDX identifier.</summary>
/// <param name="folder">One file for each, <c>IDENTIFIER.txt</c>.</param>
internal sealed class LicenceTexts(string folder)
{
    /// <summary>The text of one licence.</summary>
    /// <exception cref="PackagingException">There is none yet.</exception>
    public string Of(string identifier)
    {
        string file = Path.Combine(folder, identifier + ".txt");
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new PackagingException($"a package is under {identifier}, and there is no '{file}'; read that licence, and add its text if it suits.");
    }
}
