namespace EdgeActors.Doctor.Serving;

/// <summary>What can be found about a running agent.</summary>
internal static class AgentCodes
{
    public static readonly DoctorCode Ok = new("AGENT-OK", Area.Agent, Severity.Ok, "an agent serves on the socket");

    public static readonly DoctorCode Absent = new(
        "AGENT-ABSENT", Area.Agent, Severity.Note, "no agent serves on the socket now", "start it: edgeactors run -a SOCKET");

    public static readonly DoctorCode NotServing = new(
        "AGENT-NOT-SERVING", Area.Agent, Severity.Error, "the agent answers that it does not serve: it starts, stops or has failed",
        "look into its log; if it stays so, restart it");

    public static readonly DoctorCode Silent = new(
        "AGENT-SILENT", Area.Agent, Severity.Error, "somebody listens on the socket and does not answer",
        "look into its log, and at what it does (top, strace); restart it");

    public static readonly DoctorCode Foreign = new(
        "AGENT-FOREIGN", Area.Agent, Severity.Error, "what listens on the socket does not speak the agent's API",
        "stop that program or choose another socket with -a");

    public static readonly DoctorCode Old = new(
        "AGENT-OLD", Area.Agent, Severity.Error, "the discontinued agent runs, or an agent without health service serves on the socket",
        "stop it and keep it from starting again: systemctl disable --now sagemaker_edge_agent; then start this one");

    public static readonly DoctorCode Replaced = new(
        "AGENT-REPLACED", Area.Agent, Severity.Warning, "the running agent's program was replaced on disk, so the old version still serves",
        "restart the agent");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Absent, NotServing, Silent, Foreign, Old, Replaced];
}
