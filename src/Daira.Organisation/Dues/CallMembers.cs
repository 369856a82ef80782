using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Members;

namespace Daira.Organisation.Dues;

/// <summary>Calls every member of a body's place for a year, as <see cref="CallDues"/>: members who are suspended, left or apply are not called.</summary>
public sealed class CallMembers(DuesStore store, FindMembers members)
{
    public Outcome<Called> Run(long body, int year, string category, Actor actor)
    {
        if (!store.Organisation.Bodies.TryGetValue(body, out var found))
        {
            return Bodies.Errors.UnknownBody(body);
        }

        return found.Place is not { } place
            ? Errors.NobodyToCall()
            : members.All(place, MemberState.Member, actor).Then(ids => new CallDues(store).Run(new Calling(body, year, category, [.. ids.Select(PayerCode.Member)]), actor));
    }
}
