using EdgeActors.Doctor.Paths;

namespace EdgeActors.Doctor.Settings;

/// <summary>File, flags and environment, as the agent itself reads them.</summary>
internal sealed class SettingsCheck : ICheck
{
    public Area Area => Area.Configuration;

    public bool NeedsSettings => false;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(context.Asked, context.Asked.File is { } file ? PathFacts.At(Path.GetFullPath(file), follow: true) : null));

    /// <summary>All that is wrong or odd.</summary>
    /// <param name="asked">What was read.</param>
    /// <param name="file">The file itself; null when none was given or it is not there, which is a fault already.</param>
    public static IReadOnlyList<Finding> Judge(AskedSettings asked, PathFacts? file)
    {
        List<Finding> findings =
        [
            .. asked.Faults.Select(fault => SettingsCodes.Fault.Seen((fault with { Fix = "" }).ToString().TrimEnd(' ', ';'), fault.Fix)),
            .. asked.Warnings.Select(warning => SettingsCodes.Odd.Seen(warning)),
        ];
        if (file?.IsOpenToAll == true)
        {
            findings.Add(SettingsCodes.Open.Seen($"{asked.File} has mode {file.Octal}", $"chmod o-w {ShellWord.Of(asked.File!)}"));
        }

        return findings.Count > 0
            ? findings
            : [SettingsCodes.Ok.Seen(asked.File is null ? "no file is given; flags and environment have no fault" : $"{asked.File} has no fault")];
    }
}
