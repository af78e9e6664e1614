namespace EdgeActors.Doctor.Clocks;

/// <summary>What can be found about the clock.</summary>
internal static class ClockCodes
{
    private const string SetIt = "set the clock and keep it right: timedatectl set-ntp true; on devices without a clock chip wait for the time before the agent starts";

    public static readonly DoctorCode Ok = new("CLOCK-OK", Area.Clock, Severity.Ok, "nothing speaks against the device's time");

    public static readonly DoctorCode Unset = new(
        "CLOCK-UNSET", Area.Clock, Severity.Error, "it is before 2024 by the device's clock, which is before this program was made", SetIt);

    public static readonly DoctorCode Behind = new(
        "CLOCK-BEHIND", Area.Clock, Severity.Warning, "a file of the agent is from the future: the clock went back", SetIt);

    public static readonly DoctorCode Skew = new(
        "CLOCK-SKEW", Area.Clock, Severity.Error, "the device's clock is over five minutes off a server's: signatures, certificates and times of captures suffer", SetIt);

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Unset, Behind, Skew];
}
