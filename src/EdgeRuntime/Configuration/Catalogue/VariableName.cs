using System.Text;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>From a parameter's name to its environment variable: <c>CaptureDataBatchSize</c> is <c>EDGEACTORS_CAPTURE_DATA_BATCH_SIZE</c>.</summary>
internal static class VariableName
{
    /// <summary>How all of them begin.</summary>
    public const string Prefix = "EDGEACTORS_";

    /// <summary>The variable of a name.</summary>
    public static string Of(string name)
    {
        string own = Prefix.ToLowerInvariant();
        string rest = name.StartsWith(own, StringComparison.Ordinal) ? name[own.Length..] : name;
        StringBuilder variable = new(Prefix);
        for (int i = 0; i < rest.Length; i++)
        {
            // A word begins at a capital after a small letter or digit, and at the last capital of several: DLRBackend is DLR_BACKEND.
            bool begins = i > 0 && char.IsAsciiLetterUpper(rest[i])
                && (!char.IsAsciiLetterUpper(rest[i - 1]) || (i + 1 < rest.Length && char.IsAsciiLetterLower(rest[i + 1])));
            variable.Append(begins ? "_" : "").Append(char.ToUpperInvariant(rest[i]));
        }

        return variable.ToString();
    }
}
