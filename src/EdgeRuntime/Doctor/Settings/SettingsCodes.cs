namespace EdgeActors.Doctor.Settings;

/// <summary>What can be found about the configuration.</summary>
internal static class SettingsCodes
{
    public static readonly DoctorCode Ok = new("CONFIG-OK", Area.Configuration, Severity.Ok, "the agent would start with it");

    public static readonly DoctorCode Fault = new(
        "CONFIG-FAULT", Area.Configuration, Severity.Error, "the agent would not start: a file, flag or variable is at fault", "as the finding says");

    public static readonly DoctorCode Odd = new(
        "CONFIG-ODD", Area.Configuration, Severity.Warning, "something in it has no effect, or not the one that was meant", "as the finding says");

    public static readonly DoctorCode Open = new(
        "CONFIG-OPEN", Area.Configuration, Severity.Warning, "everybody may change the configuration file", "take the right away: chmod o-w FILE");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Fault, Odd, Open];
}
