import sys; sys.path.insert(0,'/tmp/f6/src')
import json, numpy as np
from detente.forecast.pce import *
d=json.load(open('/work/shared/reference/cases/forecast/pce_unit.json'))
worst=0
for c in d['cases']:
    if c['kind']=='third_party_vote':
        p=c['p_ik']; i,j,k=c['u_ki'],c['u_kj'],c['u_kk']
        if c['ThirdPartyCommit']=='SemiCommit':
            e1=p*(2*i+k)+(1-p)*3*j; e2=p*3*i+(1-p)*(2*j+k)
        elif c['ThirdPartyCommit']=='FullCommit':
            e1=e2=3*(p*i+(1-p)*j)
        else: e1=e2=p*(2*i+k)+(1-p)*(2*j+k)
        v=vote(c['VotingRule'],c['w'],e1-e2)
        r=c['result']; e=max(abs(v-r[0]),abs(e1-r[1]),abs(e2-r[2]))
        if e>1e-9: print(c,v,e1,e2)
        worst=max(worst,e)
    if c['kind']=='vProbLittle':
        v=vote(c['VotingRule'],c['w'],c['u_ni']-c['u_nj']); A=c['contrib_i']+max(v,0); B=c['contrib_j']+max(-v,0)
        worst=max(worst,abs(A/(A+B)-c['result']))
print(worst)
