namespace EdgeActors.Cli;

/// <summary>
/// The old agent had no verbs: <c>edgeactors -a SOCKET -c CONFIG -f</c> means <c>edgeactors run …</c>. A command line whose
/// first word is an option other than the root's own is such a one.
/// </summary>
internal static class ImpliedRun
{
    private static readonly string[] OptionsOfRoot = ["--json", "--help", "-h", "-?", "/?", "/h", "--version"];

    /// <summary>The arguments with the word put in where it was left out.</summary>
    public static string[] Apply(string[] arguments)
    {
        string? first = arguments.FirstOrDefault(argument => !OptionsOfRoot.Contains(argument));
        return first is not null && first.StartsWith('-') ? ["run", .. arguments] : arguments;
    }
}
